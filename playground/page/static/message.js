// One message: who, when, in answer to what, and everything in it. Redraws only what changed.
import { attachments, refreshPictures } from './attachments.js';
import { avatar } from './avatars.js';
import { components, emojiText, refresh } from './components.js';
import { element, icon } from './element.js';
import { embed } from './embed.js';
import { markdown } from './markdown.js';
import { sentAt } from './time.js';

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;
const SPEAKING = new Set([0, 19, 20, 23]);

export class MessageRow {
  /** `context` has names, people(), roles(), channels(), use, dismiss, menu and show. */
  constructor(message, context) {
    this.context = context;
    this.parts = {};
    this.frame = element('discord-message', {});
    this.more = element(
      'button',
      {
        type: 'button',
        class: 'more',
        'aria-label': 'More for this message',
        'aria-haspopup': 'menu',
      },
      icon('more'),
    );
    this.node = element(
      'div',
      { class: 'message', role: 'article', tabindex: '-1' },
      this.frame,
      this.more,
    );
    this.more.addEventListener('click', () => {
      const { left, bottom } = this.more.getBoundingClientRect();
      context.menu(this.message, { x: left, y: bottom }, this.more);
    });
    this.node.addEventListener('contextmenu', (event) => {
      if (event.target.closest('a, img, input, textarea') || String(getSelection())) return;
      event.preventDefault();
      context.menu(this.message, { x: event.clientX, y: event.clientY }, this.more);
    });
    this.update(message);
  }

  get loading() {
    return Boolean((this.message.flags ?? 0) & LOADING);
  }

  update(message) {
    this.message = message;
    const { frame, node } = this;
    const ephemeral = Boolean((message.flags ?? 0) & EPHEMERAL);
    const author = this.context.person(message.author);
    frame.author = author.name;
    frame.avatar = avatar(author);
    frame.bot = Boolean(message.author.bot);
    frame.roleColor = author.colour ?? '';
    frame.timestamp = sentAt(message.timestamp);
    node.classList.toggle('private', ephemeral);
    node.dataset.id = message.id;
    node.setAttribute('aria-label', `${author.name}, ${sentAt(message.timestamp)}`);
    node.setAttribute('aria-busy', String(this.loading));

    this.#part(
      'reply',
      [message.type, message.interaction_metadata, message.referenced_message?.id],
      () => this.#reply(),
    );
    const edited = Boolean(message.edited_timestamp);
    this.#part('content', [message.content, message.flags, edited], () => this.#content(edited));
    this.#part('attachments', message.attachments.map(identity), () => this.#attachments());
    this.#part('embeds', message.embeds, () =>
      message.embeds.map((each) => embed(each, this.context.names)),
    );
    this.#refreshComponents();
    this.#part('components', [message.components.length > 0], () => this.#components());
    this.#part('reactions', message.reactions ?? [], () => this.#reactions());
    this.#part('private', [ephemeral], () => (ephemeral ? [this.#private()] : []));
  }

  /** Say under the message that a click went nowhere; an empty sentence takes that back. */
  fail(sentence) {
    this.failure?.remove();
    if (!sentence) return;
    this.failure = element(
      'p',
      { class: 'failure', slot: 'components', role: 'alert' },
      icon('warn'),
      sentence,
    );
    this.frame.append(this.failure);
  }

  /** In words, for whoever listens instead of looking. */
  get spoken() {
    if (this.loading) return `${this.message.author.username} is thinking`;
    const words = [
      ...this.node.querySelectorAll('.content, .words, discord-embed, .picture img'),
    ].map((each) => (each.tagName === 'IMG' ? `Picture: ${each.alt}` : each.textContent));
    return `${this.frame.author}: ${words.join('. ')}`.slice(0, 400);
  }

  #part(name, key, make) {
    const written = JSON.stringify(key);
    const before = this.parts[name];
    if (before?.written === written) return;
    const nodes = make();
    if (before) before.nodes.forEach((each) => each.remove());
    const after = this.#after(name);
    if (after) after.before(...nodes);
    else this.frame.append(...nodes);
    this.parts[name] = { written, nodes };
    if (name === 'attachments' && before) this.#carryPictures(before.nodes, nodes);
    this.failure?.remove();
  }

  /** The first node of a later part, so that parts keep their order whichever changed. */
  #after(name) {
    const order = [
      'reply',
      'content',
      'attachments',
      'embeds',
      'components',
      'reactions',
      'private',
    ];
    for (const later of order.slice(order.indexOf(name) + 1)) {
      const [first] = this.parts[later]?.nodes ?? [];
      if (first) return first;
    }
    return null;
  }

  #carryPictures(before, after) {
    if (before.length && after.length) refreshPictures(before[0], after[0]);
  }

  #reply() {
    const { message, context } = this;
    const meta = message.interaction_metadata ?? message.interaction;
    if (meta && (message.type === 20 || message.type === 23)) {
      const person = context.person(meta.user);
      const line = element('discord-command', { slot: 'reply' });
      line.author = person.name;
      line.avatar = avatar(person);
      line.command = message.interaction?.name ?? meta.name ?? 'a command';
      return [line];
    }
    const target = message.referenced_message;
    const reference = target?.id ?? message.message_reference?.message_id;
    if (!reference) return [];
    const words = target
      ? `${context.person(target.author).name}: ${summary(target, context.names)}`
      : 'an earlier message';
    return [
      element(
        'button',
        {
          type: 'button',
          slot: 'reply',
          class: 'reference',
          onclick: () => context.show(reference),
        },
        meta ? asked(context.person(meta.user)) : null,
        element('span', {}, words),
      ),
    ];
  }

  #content(edited) {
    const { message, context } = this;
    if (!SPEAKING.has(message.type ?? 0))
      return [element('em', { class: 'content quiet' }, 'A thread was opened')];
    if (this.loading) {
      const dots = element(
        'span',
        { class: 'dots', 'aria-hidden': 'true' },
        ...Array.from({ length: 3 }, () => element('i')),
      );
      return [
        element(
          'div',
          { class: 'content thinking' },
          dots,
          `${context.person(message.author).name} is thinking…`,
        ),
      ];
    }
    if ((message.flags ?? 0) & COMPONENTS_V2 || !message.content) return [];
    const lines = markdown(message.content, context.names);
    if (edited) lines.at(-1).append(element('small', { class: 'edited' }, ' (edited)'));
    return [element('div', { class: 'content' }, lines)];
  }

  #attachments() {
    if ((this.message.flags ?? 0) & COMPONENTS_V2 || !this.message.attachments.length) return [];
    return [
      element(
        'div',
        { slot: 'attachments', class: 'attachments' },
        attachments(this.message.attachments),
      ),
    ];
  }

  #components() {
    const { components: list } = this.message;
    if (!list.length) return [];
    return [
      element('div', { slot: 'components', class: 'components' }, components(list, this.#inside())),
    ];
  }

  #refreshComponents() {
    const [box] = this.parts.components?.nodes ?? [];
    if (box) refresh(box, this.message.components, this.#inside());
  }

  #inside() {
    const use = (component, values, node) => this.context.use(this, component, values, node);
    return { ...this.context, use, files: () => this.message.attachments };
  }

  #reactions() {
    const { reactions } = this.message;
    if (!reactions?.length) return [];
    const chips = reactions.map(({ emoji, count }) => {
      const label = `${emojiText(emoji)}, ${count === 1 ? 'one person' : `${count} people`}`;
      const shown = `${emojiText(emoji)} ${count}`;
      return element('span', { class: 'reaction', role: 'img', 'aria-label': label }, shown);
    });
    return [element('div', { slot: 'components', class: 'reactions' }, chips)];
  }

  #private() {
    const dismiss = element(
      'button',
      { type: 'button', class: 'linklike', onclick: () => this.context.dismiss(this) },
      'Dismiss message',
    );
    return element(
      'p',
      { slot: 'components', class: 'only-you' },
      icon('eye'),
      'Only you can see this · ',
      dismiss,
    );
  }
}

/** Of an attachment, without the signature in its address: that changes every time it is told. */
function identity({ id, filename, description, size, flags }) {
  return [id, filename, description, size, flags];
}

/** Who pressed the button that this message answers. */
function asked(person) {
  const face = element('img', { src: avatar(person), alt: '', width: '16', height: '16' });
  return [face, element('strong', {}, person.name), ' → '];
}

/** The first line of a message, without its dress. */
function summary(message, names) {
  const [first] = markdown((message.content ?? '').split('\n')[0], names);
  const text = first?.textContent.trim() ?? '';
  if (text) return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return message.attachments?.length ? 'a picture' : 'a message';
}
