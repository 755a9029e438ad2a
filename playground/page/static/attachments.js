// Pictures and files: one picture large, several laid out like a chat does, each a click from full size.
import { element, icon, outward } from './element.js';
import { openLightbox } from './lightbox.js';

const LARGEST = { width: 550, height: 420 };
const SMALLEST = 320; // a picture of 64 pixels is still meant to be looked at
const TILED = 520;

/** The playground's own files by path, whatever name it is reached by; other machines are never asked. */
export function localAddress(address) {
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  const own = /^\/(?:ephemeral-)?attachments\//.test(url.pathname);
  return own ? url.pathname + url.search : null;
}

export function attachments(list) {
  const pictures = list.filter(isPicture).map(picture);
  const files = list.filter((each) => !isPicture(each));
  return [gallery(pictures), ...files.map(file)].filter(Boolean);
}

function isPicture(attachment) {
  return /^image\/(?:png|jpeg|webp|gif|avif)$/.test((attachment.content_type ?? '').split(';')[0]);
}

/** What the page knows of a picture, from an attachment. */
export function picture(attachment) {
  const spoiler =
    attachment.filename.startsWith('SPOILER_') || Boolean((attachment.flags ?? 0) & 8);
  return {
    address: localAddress(attachment.url),
    alt: attachment.description || 'Picture without a description',
    name: attachment.title || attachment.filename,
    width: attachment.width || 256,
    height: attachment.height || 256,
    spoiler,
  };
}

/** One large, two side by side, three with the first large, four two by two, more in threes. */
export function gallery(pictures) {
  if (pictures.length === 0) return null;
  const count = pictures.length;
  const grid = element('div', {
    class: `gallery gallery-${Math.min(count, 5)}`,
    'data-count': count,
  });
  if (count === 1) {
    const { width, height } = displaySize(pictures[0]);
    grid.style.setProperty('--width', `${width}px`);
    grid.style.setProperty('--shape', `${width} / ${height}`);
  } else {
    const [first] = pictures;
    const alike = pictures.every((each) => each.width * first.height === each.height * first.width);
    grid.style.setProperty('--width', `${TILED}px`);
    grid.style.setProperty(
      '--shape',
      alike && count !== 3 ? `${first.width} / ${first.height}` : '1',
    );
  }
  grid.append(...pictures.map((each, index) => tile(each, index, pictures)));
  return grid;
}

/** In CSS pixels: small pictures grow until a person can see them, large ones fit. */
export function displaySize({ width, height }) {
  const grow = SMALLEST / Math.max(width, height);
  const fit = Math.min(LARGEST.width / width, LARGEST.height / height);
  const scale = Math.min(Math.max(grow, 1), fit);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function tile(each, index, all) {
  const image = element('img', {
    alt: each.alt,
    width: each.width,
    height: each.height,
    draggable: 'false',
  });
  const open = element('button', { type: 'button', class: 'picture', title: each.alt }, image);
  if (each.address === null) {
    open.disabled = true;
    open.classList.add('missing');
  } else {
    image.addEventListener('error', () => open.classList.add('missing'));
    image.src = each.address;
  }
  if (each.spoiler) cover(open);
  open.addEventListener('click', () => {
    if (open.classList.contains('covered')) uncover(open);
    else openLightbox(all, index, open);
  });
  return open;
}

function cover(open) {
  open.classList.add('covered');
  open.setAttribute('aria-label', 'Spoiler, show the picture');
  open.append(element('span', { class: 'spoiler-label', 'aria-hidden': 'true' }, 'SPOILER'));
}

function uncover(open) {
  open.classList.remove('covered');
  open.removeAttribute('aria-label');
  open.querySelector('.spoiler-label').remove();
}

export function file(attachment) {
  const address = localAddress(attachment.url);
  const name = attachment.title || attachment.filename;
  return element(
    'div',
    { class: 'file' },
    icon('file'),
    element(
      'div',
      {},
      address ? outward(address, name) : element('span', {}, name),
      element('div', { class: 'quiet' }, size(attachment.size ?? 0)),
    ),
  );
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** Put the new pictures where the old ones are without a blink: a preview grows, it does not flash. */
export function refreshPictures(before, after) {
  const old = [...before.querySelectorAll('.picture img')];
  const fresh = [...after.querySelectorAll('.picture img')];
  if (old.length === 0 || old.length !== fresh.length) return;
  fresh.forEach((image, index) => {
    const stand = old[index];
    if (stand.getAttribute('src') === image.getAttribute('src') || !stand.complete) return;
    const behind = stand.currentSrc;
    if (behind) image.parentElement.style.setProperty('--behind', `url("${behind}")`);
    image.addEventListener('load', () => image.parentElement.style.removeProperty('--behind'));
  });
}
