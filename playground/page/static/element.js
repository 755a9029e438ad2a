// Builds DOM nodes. Text always becomes a text node: nothing anybody typed is ever read as HTML.

/** A key that starts with "on" listens; `class` and `data-x` are attributes; other keys go where they exist. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

const SHAPES = {
  hash: 'M9.6 3 8.9 7H5v2h3.5l-1 6H4v2h3.2l-.8 4h2l.8-4h5.9l-.8 4h2l.8-4H21v-2h-3.6l1-6H22V7h-3.2l.7-4h-2l-.7 4h-5.9l.7-4h-2Zm.9 6h5.9l-1 6H9.5l1-6Z',
  menu: 'M4 6h16v2H4V6Zm0 5h16v2H4v-2Zm0 5h16v2H4v-2Z',
  send: 'M3 11.2V4.5a1 1 0 0 1 1.4-.9l16 7.5a1 1 0 0 1 0 1.8l-16 7.5A1 1 0 0 1 3 19.5v-6.7l9-.8-9-.8Z',
  more: 'M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  eye: 'M12 5c5 0 9 4.2 10 7-1 2.800-5 7-10 7S3 14.800 2 12c1-2.800 5-7 10-7Zm0 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0 2a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  file: 'M6 2h8l5 5v14a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm7 2v4h4l-4-4ZM8 12v2h8v-2H8Zm0 4v2h8v-2H8Z',
  chevron: 'm6.700 8.300 5.300 5.300 5.300-5.300 1.400 1.400-6.700 6.700-6.700-6.700 1.400-1.400Z',
  close:
    'm5.700 4.300 6.300 6.300 6.300-6.300 1.400 1.400-6.300 6.300 6.300 6.300-1.400 1.400-6.300-6.300-6.300 6.300-1.400-1.400 6.300-6.300-6.300-6.300 1.400-1.400Z',
  warn: 'M12 3 1.500 21h21L12 3Zm-1 7h2v5h-2v-5Zm0 6.500h2v2h-2v-2Z',
  check: 'm9.500 16.200-4.200-4.200-1.400 1.400 5.600 5.600L20.600 7.900l-1.400-1.400-9.700 9.700Z',
  open: 'M14 3h7v7h-2V6.400l-9.300 9.300-1.400-1.400L17.600 5H14V3ZM5 5h6v2H6v11h11v-5h2v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z',
};

/** A small picture that says nothing to a screen reader; its button carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

/** An address a link may lead to, or null: `javascript:` and its kin are not addresses. */
export function webAddress(text) {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** A link out of the playground: it is followed only by a click, and learns nothing of the page. */
export function outward(address, ...children) {
  return element(
    'a',
    { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' },
    ...children,
  );
}

let last = 0;

/** An id for `aria-controls` and `for`. */
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}
