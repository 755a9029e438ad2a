// Whether the playground and the bot are there, in one small line.
import { element } from './element.js';

export class Presence {
  constructor(root) {
    this.root = root;
    this.open = false;
    this.known = [];
  }

  line(open) {
    this.open = open;
    this.#draw();
  }

  bots(bots) {
    this.known = bots;
    this.#draw();
  }

  #draw() {
    const [tone, words, short] = this.#say();
    this.root.dataset.tone = tone;
    if (this.root.textContent === words && this.root.childElementCount) return;
    this.root.title = words;
    this.root.replaceChildren(
      element('i', { 'aria-hidden': 'true' }),
      element('span', { 'data-short': short }, words),
    );
  }

  #say() {
    if (!this.open) return ['cut', 'Playground stopped, reconnecting…', 'reconnecting…'];
    const [bot] = this.known;
    if (!bot) return ['away', 'Loading…', 'loading…'];
    if (bot.online) return ['online', `${bot.name} is online`, bot.name];
    return bot.seen
      ? ['away', `${bot.name} is restarting…`, 'restarting…']
      : ['away', `${bot.name} is starting…`, 'starting…'];
  }
}
