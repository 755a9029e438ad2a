// The messages of the channel on show, oldest first, and the rows that are not messages yet.
import { element, icon } from './element.js';
import { MessageRow } from './message.js';

const NEAR = 120; // this close to the end, in CSS pixels, a person means to follow along
const KEPT = 200; // rows of a channel
const SETTLED = 1500; // a message that stays the same this long, in milliseconds, is read out

export class Log {
  constructor(root, context, status) {
    this.context = context;
    this.status = status;
    this.rows = new Map();
    this.spoken = new Map();
    this.dismissed = new Set();
    this.scroller = root;
    this.welcome = root.querySelector('.welcome');
    this.list = root.querySelector('discord-messages');
    this.jump = root.parentElement.querySelector('.jump');
    this.following = true;
    this.top = 0;
    this.height = 0;
    root.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.jump.addEventListener('click', () => this.toEnd());
    // Pictures, previews and the keyboard of a phone change heights: stay where the person was.
    const settle = new ResizeObserver(() => this.following && this.toEnd());
    settle.observe(this.list);
    settle.observe(root);
  }

  /** Show another channel, or the same one afresh. */
  fill(messages) {
    this.spoken.forEach((timer) => clearTimeout(timer));
    this.spoken.clear();
    this.rows.clear();
    this.list.replaceChildren();
    this.top = 0; // what moves now is not the person
    for (const message of messages) this.put(message, { quietly: true });
    this.#welcome();
    this.toEnd();
  }

  put(message, { quietly = false } = {}) {
    if (this.dismissed.has(message.id)) return;
    const known = this.rows.get(message.id);
    if (known) {
      known.update(message);
    } else {
      const row = new MessageRow(message, this.context);
      this.rows.set(message.id, row);
      const later = [...this.rows.values()].find(
        (each) => BigInt(each.message.id) > BigInt(message.id),
      );
      const pending = this.list.querySelector('.pending');
      this.list.insertBefore(row.node, later?.node ?? pending);
    }
    if (this.rows.size > KEPT) this.remove(this.rows.keys().next().value);
    if (!quietly) this.#tell(message.id);
    this.#welcome();
    if (this.following) this.toEnd();
  }

  remove(id) {
    this.rows.get(id)?.node.remove();
    this.rows.delete(id);
    this.#welcome();
  }

  dismiss(row) {
    this.dismissed.add(row.message.id);
    this.remove(row.message.id);
  }

  /** A line for what is on its way; returns what takes it away or makes it say why not. */
  pending(who, what) {
    const words = element('span', {}, element('strong', {}, who), ` ${what} `);
    const state = element('span', { class: 'quiet' }, 'Sending…');
    const node = element('div', { class: 'pending', role: 'status' }, words, state);
    this.list.append(node);
    this.toEnd();
    this.#welcome();
    return {
      done: () => {
        node.remove();
        this.#welcome();
      },
      fail: (sentence) => {
        node.className = 'pending failed';
        const dismiss = () => {
          node.remove();
          this.#welcome();
        };
        state.replaceChildren(
          icon('warn'),
          `${sentence} `,
          element('button', { type: 'button', class: 'linklike', onclick: dismiss }, 'Dismiss'),
        );
        this.toEnd();
      },
    };
  }

  /** Bring a message into view and point at it. */
  show(id) {
    const node = this.rows.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: 'center' });
    node.focus({ preventScroll: true });
    node.classList.add('pointed');
    node.addEventListener('animationend', () => node.classList.remove('pointed'), { once: true });
  }

  toEnd() {
    this.following = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  /** Only a person scrolls up; that rows grow or go away moves things too, and means nothing. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const up = scrollTop < this.top && scrollHeight >= this.height;
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.following = true;
    else if (up) this.following = false;
    this.top = scrollTop;
    this.height = scrollHeight;
    this.jump.hidden = this.following;
  }

  #welcome() {
    this.welcome.classList.toggle('empty', this.list.childElementCount === 0);
  }

  /** Progress is edited every other second: only what a message comes to is read out. */
  #tell(id) {
    clearTimeout(this.spoken.get(id));
    const row = this.rows.get(id);
    if (row.message.author.id === this.context.you()) return;
    const say = () => {
      this.spoken.delete(id);
      if (this.rows.has(id)) this.status.textContent = row.spoken;
    };
    this.spoken.set(id, setTimeout(say, SETTLED));
  }
}
