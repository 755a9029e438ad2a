// One picture over everything else, with its words and the way to its original bytes.
import { element, icon, outward } from './element.js';

/** Show `pictures[index]`; the arrows walk through the others, Escape goes back to `opener`. */
export function openLightbox(pictures, index, opener) {
  let at = index;
  const image = element('img', { alt: '' });
  const words = element('figcaption', {});
  const step = (by) => {
    at = (at + by + pictures.length) % pictures.length;
    const { address, alt, name, width, height } = pictures[at];
    image.alt = alt;
    image.src = address;
    image.style.setProperty('--shape', `${width} / ${height}`);
    image.style.setProperty('--ratio', width / height);
    const place = pictures.length > 1 ? `${at + 1} of ${pictures.length} · ` : '';
    words.replaceChildren(
      element('p', {}, alt),
      element(
        'p',
        { class: 'quiet' },
        `${place}${name} · ${width} × ${height} · `,
        original(address),
      ),
    );
  };
  const close = () => dialog.close();
  const dialog = element(
    'dialog',
    { class: 'lightbox', 'aria-label': 'Picture' },
    element(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: close },
      icon('close'),
    ),
    element('figure', {}, image, words),
  );
  if (pictures.length > 1) {
    dialog.append(arrow('previous', 'Previous picture', () => step(-1)));
    dialog.append(arrow('next', 'Next picture', () => step(1)));
  }
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.tagName === 'FIGURE') close();
  });
  dialog.addEventListener('keydown', (event) => {
    if (pictures.length > 1 && event.key === 'ArrowLeft') step(-1);
    if (pictures.length > 1 && event.key === 'ArrowRight') step(1);
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener.isConnected) opener.focus();
  });
  step(0);
  document.body.append(dialog);
  dialog.showModal();
}

function original(address) {
  return outward(address, 'Open original', icon('open'));
}

function arrow(side, label, onclick) {
  const attributes = { type: 'button', class: `arrow ${side}`, 'aria-label': label, onclick };
  return element('button', attributes, icon('chevron'));
}
