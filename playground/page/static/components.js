// Buttons, menus and the layout pieces of Components V2.
import { file, gallery, localAddress, picture, refreshPictures } from './attachments.js';
import { element, icon, outward, webAddress } from './element.js';
import { markdown } from './markdown.js';
import { selectMenu } from './select.js';

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };
const PEOPLE = 1;
const ROLES = 2;
const CHANNELS = 4;
const OFFERS = { 5: PEOPLE, 6: ROLES, 7: PEOPLE | ROLES, 8: CHANNELS };

const ROW = 1;
const CONTAINER = 17;
const drawn = new WeakMap(); // node -> the component it shows

/** `context` has names, people(), roles(), channels(), files(), and use(component, values, node). */
export function components(list, context) {
  return list.map((each) => draw(each, context));
}

/**
 * Make the children of `parent` show `list`, and touch only those that differ: a button that
 * stays keeps its focus and the click it is in the middle of while the picture above it changes.
 */
export function refresh(parent, list, context) {
  const before = [...parent.children];
  list.forEach((component, index) => {
    const node = before[index];
    const shown = node && drawn.get(node);
    if (!shown) {
      parent.append(draw(component, context));
    } else if (JSON.stringify(shown) !== JSON.stringify(component)) {
      if (alike(shown, component)) {
        drawn.set(node, component);
        refresh(node, component.components, context);
      } else {
        const fresh = draw(component, context);
        refreshPictures(node, fresh);
        node.replaceWith(fresh);
      }
    }
  });
  before.slice(list.length).forEach((node) => node.remove());
}

/** Whether two components differ only in what they hold. */
function alike(one, other) {
  const frame = (component) => JSON.stringify({ ...component, components: null });
  const holds = one.type === ROW || (one.type === CONTAINER && !one.spoiler);
  return holds && frame(one) === frame(other);
}

function draw(component, context) {
  const node = DRAWN[component.type]?.(component, context) ?? element('div', { hidden: true });
  drawn.set(node, component);
  return node;
}

const DRAWN = {
  1: (row, context) =>
    element('div', { class: 'row-of-components' }, components(row.components, context)),
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: (section, context) =>
    element(
      'div',
      { class: 'section' },
      element('div', { class: 'section-words' }, components(section.components, context)),
      draw(section.accessory, context),
    ),
  10: (text, { names }) => element('div', { class: 'words' }, markdown(text.content, names)),
  11: (thumbnail, context) =>
    element('div', { class: 'thumbnail' }, gallery([media(thumbnail, context)])),
  12: (group, context) =>
    gallery(group.items.map((item) => media(item, context))) ?? element('div'),
  13: (component, { files }) => {
    const name = component.file.url.replace('attachment://', '');
    const known = files().find((each) => each.filename === name || each.url === component.file.url);
    return file(
      known ?? {
        filename: component.file.name ?? name,
        url: component.file.url,
        size: component.file.size,
      },
    );
  },
  14: (separator) =>
    element('hr', {
      class: `separator${separator.divider === false ? ' invisible' : ''}${separator.spacing === 2 ? ' wide' : ''}`,
    }),
  17: (container, context) => {
    const box = element('div', { class: 'container' });
    const colour = container.accent_color;
    if (colour !== null && colour !== undefined) {
      box.style.setProperty('--stripe', `#${colour.toString(16).padStart(6, '0')}`);
    }
    const inside = components(container.components, context);
    if (container.spoiler) box.append(covered(inside));
    else box.append(...inside);
    return box;
  },
};

/** A whole container under a cover; what is inside can be used only when it is off. */
function covered(inside) {
  const hidden = element('div', { class: 'covered-inside', inert: true }, inside);
  const lift = element('button', { type: 'button', class: 'cover' }, 'SPOILER');
  lift.setAttribute('aria-label', 'Spoiler, show it');
  lift.addEventListener('click', () => {
    hidden.removeAttribute('inert');
    lift.remove();
  });
  return element('div', { class: 'covered-container' }, hidden, lift);
}

/** A gallery item or thumbnail: the message's own file where it is one. */
function media(item, { files }) {
  const { url, width, height } = item.media;
  const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : null;
  const known = files().find((each) => each.filename === name || each.url === url);
  const found = known
    ? picture(known)
    : {
        address: localAddress(url),
        alt: '',
        name: name ?? 'Picture',
        width: width || 256,
        height: height || 256,
      };
  const alt = item.description || found.alt || 'Picture without a description';
  return { ...found, alt, spoiler: Boolean(item.spoiler || found.spoiler) };
}

export function emojiText(emoji) {
  if (!emoji) return '';
  return emoji.id ? `:${emoji.name}:` : (emoji.name ?? '');
}

function button(component, context) {
  const { emoji, label, style, disabled } = component;
  const symbol = emojiText(emoji);
  const inside = [
    symbol
      ? element('span', { class: 'emoji', 'aria-hidden': label ? 'true' : null }, symbol)
      : null,
    label ? element('span', {}, label) : null,
  ];
  const address = style === 5 && webAddress(component.url);
  if (address && !disabled) {
    const anchor = outward(address, inside, icon('open'));
    anchor.className = 'button link';
    return anchor;
  }
  const node = element(
    'button',
    {
      type: 'button',
      class: `button ${STYLES[style] ?? 'secondary'}`,
      disabled: disabled || style > 4,
    },
    inside,
  );
  node.addEventListener('click', () => context.use(component, [], node));
  return node;
}

function select(component, context) {
  const chosen = new Set((component.default_values ?? []).map((each) => each.id));
  const { placeholder, min_values: least = 1, max_values: most = 1, disabled } = component;
  const node = selectMenu(
    {
      label: placeholder || 'Make a selection',
      choices:
        component.type === 3
          ? written(component.options)
          : offered(component.type, context, chosen),
      least,
      most,
      disabled,
    },
    (values) => context.use(component, values, node),
  );
  return node;
}

export function written(options) {
  return options.map((option) => ({
    label: option.label,
    value: option.value,
    description: option.description,
    emoji: emojiText(option.emoji),
    chosen: Boolean(option.default),
  }));
}

/** People, roles or channels, as the component's kind asks. */
export function offered(type, context, chosen = new Set()) {
  const kinds = OFFERS[type] ?? 0;
  const lists = [
    kinds & PEOPLE
      ? context.people().map(({ id, name }) => ({ value: id, label: `@${name}` }))
      : [],
    kinds & ROLES ? context.roles().map(({ id, name }) => ({ value: id, label: `@${name}` })) : [],
    kinds & CHANNELS
      ? context.channels().map(({ id, name }) => ({ value: id, label: `#${name}` }))
      : [],
  ];
  return lists.flat().map((each) => ({ ...each, chosen: chosen.has(each.value) }));
}
