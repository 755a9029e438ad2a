// The list above the composer: commands, options or values, and what the command still wants.
import { element } from './element.js';

export class Picker {
  /** `choose(item)` is told what was picked; an item is {label, detail, badge, ...anything}. */
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
    this.items = [];
    this.active = -1;
    this.usage = element('div', { class: 'usage' });
    this.list = element('div', {
      class: 'picks',
      role: 'listbox',
      id: 'picks',
      'aria-label': 'Suggestions',
    });
    root.append(this.usage, this.list);
    // The composer keeps the focus: a click here must not take it away.
    root.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get open() {
    return !this.root.hidden;
  }

  /** `active` is the item that Enter takes, -1 for none. */
  show({ usage, title, items, active }) {
    this.items = items;
    this.usage.replaceChildren(...usage);
    this.usage.hidden = usage.length === 0;
    this.nodes = items.map((item, index) => this.#draw(item, index));
    const heading = title
      ? [element('div', { class: 'picks-title', 'aria-hidden': 'true' }, title)]
      : [];
    this.list.replaceChildren(...heading, ...this.nodes);
    this.list.hidden = items.length === 0;
    this.root.hidden = items.length === 0 && usage.length === 0;
    this.#activate(active);
  }

  hide() {
    this.root.hidden = true;
    this.items = [];
    this.active = -1;
  }

  move(by) {
    if (this.items.length === 0) return;
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    this.#activate((from + by + this.items.length) % this.items.length);
  }

  /** The id for `aria-activedescendant`, or null. */
  get activeId() {
    return this.active < 0 ? null : `pick-${this.active}`;
  }

  #activate(index) {
    this.nodes[this.active]?.setAttribute('aria-selected', 'false');
    this.active = index;
    this.nodes[index]?.setAttribute('aria-selected', 'true');
    this.nodes[index]?.scrollIntoView({ block: 'nearest' });
  }

  #draw(item, index) {
    const node = element(
      'div',
      { class: 'pick', role: 'option', id: `pick-${index}`, 'aria-selected': 'false' },
      element('span', { class: 'pick-label' }, item.label),
      item.detail ? element('span', { class: 'pick-detail' }, item.detail) : null,
      item.badge ? element('span', { class: 'pick-badge' }, item.badge) : null,
    );
    node.addEventListener('click', () => this.choose(item));
    return node;
  }
}
