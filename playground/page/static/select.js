// A select menu of a message: a button that opens a list box.
import { element, freshId, icon } from './element.js';

/** `choices` are {label, value, description, emoji, chosen}; `submit` gets the chosen values. */
export function selectMenu({ label, choices, least, most, disabled }, submit) {
  const id = freshId('select');
  const chosen = new Set(choices.filter((each) => each.chosen).map((each) => each.value));
  const text = element('span', { class: 'select-text' });
  const button = element(
    'button',
    {
      type: 'button',
      class: 'select',
      role: 'combobox',
      'aria-haspopup': 'listbox',
      disabled,
      'aria-expanded': 'false',
      'aria-controls': id,
      'aria-label': label,
    },
    text,
    icon('chevron'),
  );
  const list = element('div', {
    class: 'options',
    role: 'listbox',
    id,
    'aria-label': label,
    hidden: true,
  });
  if (most > 1) list.setAttribute('aria-multiselectable', 'true');
  const root = element('div', { class: 'select-root' }, button, list);
  let active = -1;

  const options = choices.map((choice, index) => {
    const option = element(
      'div',
      { class: 'option', role: 'option', id: `${id}-${index}` },
      choice.emoji ? element('span', { class: 'emoji' }, choice.emoji) : null,
      element(
        'span',
        {},
        choice.label,
        choice.description ? element('small', {}, choice.description) : null,
      ),
      icon('check'),
    );
    option.addEventListener('click', () => pick(index));
    option.addEventListener('pointermove', () => move(index));
    return option;
  });
  list.append(
    ...(options.length ? options : [element('div', { class: 'quiet' }, 'Nothing to choose')]),
  );

  const show = () => {
    const names = choices.filter((each) => chosen.has(each.value)).map((each) => each.label);
    text.textContent = names.join(', ') || label;
    text.classList.toggle('placeholder', names.length === 0);
    button.setAttribute('aria-label', names.length ? `${label}: ${names.join(', ')}` : label);
    options.forEach((option, index) => {
      option.setAttribute('aria-selected', String(chosen.has(choices[index].value)));
    });
  };
  const move = (to) => {
    options[active]?.classList.remove('active');
    active = to;
    options[active]?.classList.add('active');
    options[active]?.scrollIntoView({ block: 'nearest' });
    if (active >= 0) button.setAttribute('aria-activedescendant', `${id}-${active}`);
    else button.removeAttribute('aria-activedescendant');
  };
  const pick = (index) => {
    const { value } = choices[index];
    if (most === 1) {
      chosen.clear();
      chosen.add(value);
      show();
      toggle(false);
      submit([...chosen]);
      return;
    }
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    changed = true;
    show();
  };
  let changed = false;
  const toggle = (open) => {
    if (open === !list.hidden) return;
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    root.classList.toggle(
      'upward',
      open && window.innerHeight - button.getBoundingClientRect().bottom < 240,
    );
    if (open) {
      document.addEventListener('pointerdown', elsewhere, true);
      move(
        Math.max(
          0,
          choices.findIndex((each) => chosen.has(each.value)),
        ),
      );
      return;
    }
    document.removeEventListener('pointerdown', elsewhere, true);
    move(-1);
    if (changed && chosen.size >= least) submit([...chosen]);
    changed = false;
  };
  const elsewhere = (event) => {
    if (!root.contains(event.target)) toggle(false);
  };
  button.addEventListener('click', () => toggle(list.hidden));
  button.addEventListener('blur', () =>
    setTimeout(() => document.hasFocus() && toggle(false), 150),
  );
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('keydown', (event) => {
    if (list.hidden) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      toggle(true);
    } else if (event.key === 'ArrowDown') move(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') move(Math.max(active - 1, 0));
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(options.length - 1);
    else if (event.key === 'Escape') {
      changed = false;
      toggle(false);
    } else if ((event.key === 'Enter' || event.key === ' ') && options[active]) pick(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  show();
  return root;
}
