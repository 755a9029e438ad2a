// Discord's dialect of markdown, as DOM nodes.
import { element, outward, webAddress } from './element.js';
import { moment } from './time.js';

const FENCE = /```(?:[\w+#-]{0,20}\n)?([\s\S]+?)```/;
const HEADING = /^(#{1,3})\s+(.+)$/;
const SMALL = /^-#\s+(.+)$/;
const BULLET = /^(\s*)(?:[-*]|\d{1,3}\.)\s+(.+)$/;

// In order of precedence; each makes nodes of what it matched, through `inline` where it may nest.
const RULES = [
  [/\\([^\w\s])/y, (m) => m[1]],
  [
    /(`{1,2})(?!`)([\s\S]+?[^`])\1(?!`)|`([^`])`/y,
    (m) => element('code', {}, (m[2] ?? m[3]).trim()),
  ],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => moment(Number(m[1]), m[2])],
  [/<@!?(\d{1,20})>/y, (m, names) => mention('@', names.member(m[1]) ?? 'unknown')],
  [/<@&(\d{1,20})>/y, (m, names) => mention('@', names.role(m[1]) ?? 'unknown')],
  [/<#(\d{1,20})>/y, (m, names) => mention('#', names.channel(m[1]) ?? 'unknown')],
  [/<\/([-\w ]{1,100}):(\d{1,20})>/y, (m, names) => commandMention(m[1], names)],
  [/<a?:(\w{2,32}):\d{1,20}>/y, (m) => `:${m[1]}:`],
  [/@(?:everyone|here)\b/y, (m) => element('span', { class: 'mention' }, m[0])],
  [/\|\|([\s\S]+?)\|\|/y, (m, names) => spoiler(inline(m[1], names))],
  [
    /\*\*\*(.+?)\*\*\*(?!\*)/sy,
    (m, names) => element('strong', {}, element('em', {}, inline(m[1], names))),
  ],
  [/\*\*(.+?)\*\*(?!\*)/sy, (m, names) => element('strong', {}, inline(m[1], names))],
  [/__(.+?)__(?!_)/sy, (m, names) => element('u', {}, inline(m[1], names))],
  [/\*(?!\s)((?:\*\*|[^*])+?)\*(?!\*)/sy, (m, names) => element('em', {}, inline(m[1], names))],
  [/(?<![\w])_((?:__|[^_])+?)_(?![\w])/sy, (m, names) => element('em', {}, inline(m[1], names))],
  [/~~(.+?)~~/sy, (m, names) => element('s', {}, inline(m[1], names))],
  [
    /\[([^\]\n]{1,400})\]\(<?(https?:\/\/[^\s)>]{1,1000})>?\)/y,
    (m, names) => link(m[2], inline(m[1], names)),
  ],
  [/<(https?:\/\/[^\s>]{1,1000})>/y, (m) => link(m[1], m[1])],
  [/https?:\/\/[^\s<]{1,1000}[^\s<.,:;"')\]!?]/y, (m) => link(m[0], m[0])],
];
const PLAIN = /[^\\`<@|*_~[h]+/y;

/** `names` turns ids into names: member(id), role(id), channel(id), and types a command for a click. */
export function markdown(text, names) {
  const nodes = [];
  let rest = text;
  for (let fence = FENCE.exec(rest); fence; fence = FENCE.exec(rest)) {
    nodes.push(...blocks(rest.slice(0, fence.index).replace(/\n$/, ''), names));
    nodes.push(element('pre', {}, element('code', {}, fence[1].replace(/\n$/, ''))));
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, '');
  }
  nodes.push(...blocks(rest, names));
  return nodes;
}

function blocks(text, names) {
  const nodes = [];
  const lines = text === '' ? [] : text.split('\n');
  let plain = [];
  const flush = () => {
    if (plain.length)
      nodes.push(element('div', { class: 'line' }, inline(plain.join('\n'), names)));
    plain = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const heading = HEADING.exec(line);
    const small = SMALL.exec(line);
    if (line.startsWith('>>> ')) {
      flush();
      const quoted = [line.slice(4), ...lines.slice(at + 1)].join('\n');
      nodes.push(element('blockquote', {}, blocks(quoted, names)));
      return nodes;
    }
    if (line.startsWith('> ')) {
      flush();
      const start = at;
      while (lines[at + 1]?.startsWith('> ')) at += 1;
      const quoted = lines.slice(start, at + 1).map((each) => each.slice(2));
      nodes.push(element('blockquote', {}, blocks(quoted.join('\n'), names)));
    } else if (heading) {
      flush();
      // The page has headings of its own; these say their level without joining its outline.
      const level = String(heading[1].length + 2);
      const attributes = {
        class: `heading heading-${heading[1].length}`,
        role: 'heading',
        'aria-level': level,
      };
      nodes.push(element('div', attributes, inline(heading[2], names)));
    } else if (small) {
      flush();
      nodes.push(element('div', { class: 'small' }, inline(small[1], names)));
    } else if (BULLET.test(line)) {
      flush();
      const start = at;
      while (lines[at + 1] !== undefined && BULLET.test(lines[at + 1])) at += 1;
      nodes.push(list(lines.slice(start, at + 1), names));
    } else {
      plain.push(line);
    }
  }
  flush();
  return nodes;
}

function list(lines, names) {
  const ordered = /^\s*\d/.test(lines[0]);
  const items = lines.map((line) => {
    const [, indent, text] = BULLET.exec(line);
    return element('li', { class: indent.length > 1 ? 'nested' : null }, inline(text, names));
  });
  return element(ordered ? 'ol' : 'ul', {}, items);
}

function inline(text, names) {
  const nodes = [];
  let at = 0;
  let plain = '';
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(plain));
    plain = '';
  };
  while (at < text.length) {
    const found = match(text, at);
    if (found) {
      const [made, length] = [found.make(found.match, names), found.match[0].length];
      if (typeof made === 'string') {
        plain += made;
      } else {
        flush();
        nodes.push(made);
      }
      at += length;
    } else {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(text)?.[0] ?? text[at];
      plain += run;
      at += run.length;
    }
  }
  flush();
  return nodes;
}

function match(text, at) {
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { match: found, make };
  }
  return null;
}

function mention(sign, name) {
  return element('span', { class: 'mention' }, sign, name);
}

function commandMention(name, names) {
  const attributes = { type: 'button', class: 'mention', onclick: () => names.type(`/${name} `) };
  return element('button', attributes, `/${name}`);
}

function link(address, children) {
  const safe = webAddress(address);
  return safe ? outward(safe, children) : element('span', {}, children);
}

/** Hidden until it is clicked, or Enter is pressed on it. */
export function spoiler(children) {
  const hidden = element('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, children);
  const cover = element(
    'span',
    { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': 'Spoiler, show it' },
    hidden,
  );
  const reveal = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    cover.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) cover.removeAttribute(name);
    hidden.removeAttribute('aria-hidden');
    cover.removeEventListener('click', reveal);
    cover.removeEventListener('keydown', reveal);
  };
  cover.addEventListener('click', reveal);
  cover.addEventListener('keydown', reveal);
  return cover;
}
