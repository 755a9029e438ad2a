// A small menu at the pointer or under a button, walked with the arrows.
import { element } from './element.js';

let close = () => {};

/** `groups` is a list of {title, items: [{label, run}]}; focus comes back to `opener`. */
export function openMenu(groups, { x, y }, opener) {
  close();
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': 'Message' });
  for (const { title, items } of groups.filter((group) => group.items.length)) {
    const section = element('div', { role: 'group', 'aria-label': title });
    section.append(element('div', { class: 'menu-title', 'aria-hidden': 'true' }, title));
    for (const { label, detail, run } of items) {
      const choose = () => {
        close();
        run();
      };
      const attributes = { type: 'button', role: 'menuitem', tabindex: '-1', onclick: choose };
      section.append(
        element('button', attributes, label, detail ? element('small', {}, detail) : null),
      );
    }
    menu.append(section);
  }
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;

  const items = [...menu.querySelectorAll('[role=menuitem]')];
  const elsewhere = (event) => {
    if (!menu.contains(event.target)) close();
  };
  close = () => {
    close = () => {};
    document.removeEventListener('pointerdown', elsewhere, true);
    window.removeEventListener('resize', close);
    const focused = menu.contains(document.activeElement);
    menu.remove();
    if (focused && opener?.isConnected) opener.focus();
  };
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) items[to].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  });
  document.addEventListener('pointerdown', elsewhere, true);
  window.addEventListener('resize', close);
  items[0]?.focus();
}
