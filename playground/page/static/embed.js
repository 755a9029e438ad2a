// The coloured card under a message.
import { gallery, localAddress } from './attachments.js';
import { element, outward, webAddress } from './element.js';
import { markdown } from './markdown.js';
import { sentAt } from './time.js';

/** Names and titles go in as nodes of ours: the component would look for pictures in them. */
export function embed(given, names) {
  const card = element('discord-embed', { slot: 'embeds' });
  if (given.color) card.color = `#${given.color.toString(16).padStart(6, '0')}`;
  const body = element('discord-embed-description', { slot: 'description' });
  if (given.author?.name) {
    body.append(
      element('div', { class: 'embed-author' }, linked(given.author.url, given.author.name)),
    );
  }
  if (given.title) {
    const title = markdown(given.title, names);
    const address = given.url && webAddress(given.url);
    body.append(
      element('div', { class: 'embed-title' }, address ? outward(address, title) : title),
    );
  }
  if (given.description) body.append(...markdown(given.description, names));
  card.append(body);
  if (given.fields?.length) card.append(fields(given.fields, names));
  const media = [given.image, given.thumbnail].filter((each) => each?.url).map(shown);
  if (media.length) {
    card.append(element('div', { slot: 'fields', class: 'embed-media' }, gallery(media)));
  }
  if (given.footer?.text || given.timestamp) {
    const words = [given.footer?.text, given.timestamp && sentAt(given.timestamp)];
    card.append(
      element('discord-embed-footer', { slot: 'footer' }, words.filter(Boolean).join(' • ')),
    );
  }
  return card;
}

function linked(address, text) {
  const safe = address && webAddress(address);
  return safe ? outward(safe, text) : text;
}

function shown(media) {
  return {
    address: localAddress(media.url),
    alt: media.description || 'Picture of the embed',
    name: 'Embed',
    width: media.width || 320,
    height: media.height || 320,
    spoiler: false,
  };
}

function fields(list, names) {
  const box = element('div', { slot: 'fields', class: 'embed-fields' });
  for (const { name, value, inline } of list) {
    box.append(
      element(
        'div',
        { class: inline ? 'embed-field inline' : 'embed-field' },
        element('div', { class: 'embed-field-name' }, markdown(name, names)),
        element('div', {}, markdown(value, names)),
      ),
    );
  }
  return box;
}
