// Servers and channels to go to, and the people one can be.
import { avatar } from './avatars.js';
import { element, icon } from './element.js';

const THREADS = new Set([11, 12]);

export class Places {
  /** `go(channel)` and `become(person)` are told what was chosen, by id. */
  constructor(root, { go, become }) {
    this.go = go;
    this.become = become;
    this.rail = root.querySelector('.rail');
    this.title = root.querySelector('.server-name');
    this.list = root.querySelector('.channels');
    this.people = root.querySelector('.people');
  }

  show({ servers, conversations, people, you, channel }) {
    const here =
      servers.find((server) => server.channels.some(({ id }) => id === channel)) ??
      (conversations.length ? undefined : servers[0]);
    this.title.textContent = here?.name ?? 'Direct messages';
    const doors = servers.map((server) => this.#server(server, server === here));
    this.rail.replaceChildren(...doors);
    this.rail.hidden = servers.length + conversations.length < 2;
    if (conversations.length) this.rail.prepend(this.#conversations(conversations, !here));
    const channels = here?.channels ?? conversations;
    this.list.replaceChildren(...channels.map((each) => this.#channel(each, each.id === channel)));
    this.#people(
      people.filter((person) => !person.bot),
      you,
    );
  }

  #server(server, current) {
    const letters = server.name
      .split(/\s+/u)
      .map((word) => [...word][0])
      .slice(0, 3)
      .join('');
    const attributes = {
      type: 'button',
      class: 'server',
      'aria-label': server.name,
      title: server.name,
      'aria-current': current ? 'true' : null,
      onclick: () => this.go(server.channels[0]?.id),
    };
    return element('button', attributes, letters);
  }

  #conversations(conversations, current) {
    const attributes = {
      type: 'button',
      class: 'server',
      'aria-label': 'Direct messages',
      title: 'Direct messages',
      'aria-current': current ? 'true' : null,
      onclick: () => this.go(conversations[0].id),
    };
    return element('button', attributes, '@');
  }

  #channel(channel, current) {
    const thread = THREADS.has(channel.type);
    const button = element(
      'button',
      {
        type: 'button',
        class: thread ? 'channel thread' : 'channel',
        'aria-current': current ? 'page' : null,
        onclick: () => this.go(channel.id),
      },
      channel.type === 1
        ? element('span', { class: 'at', 'aria-hidden': 'true' }, '@')
        : icon('hash'),
      element('span', { class: 'channel-name' }, channel.name),
      channel.nsfw ? element('span', { class: 'age', title: 'Age-restricted' }, '18+') : null,
    );
    return element('li', {}, button);
  }

  #people(people, you) {
    // A radio group that is drawn again while it has the focus must not lose it.
    const focused = this.people.contains(document.activeElement);
    this.people.replaceChildren(
      ...people.map((person) => {
        const radio = element('input', { type: 'radio', name: 'person', value: person.id });
        radio.checked = person.id === you;
        radio.addEventListener('change', () => this.become(person.id));
        return element(
          'label',
          { class: 'person', title: person.moderator ? `${person.name}, moderator` : person.name },
          radio,
          element('img', { src: avatar(person), alt: '', width: '32', height: '32' }),
          element('span', { class: 'person-name' }, person.name),
          person.moderator ? element('span', { class: 'badge' }, 'mod') : null,
        );
      }),
    );
    if (focused) this.people.querySelector(':checked')?.focus();
  }
}
