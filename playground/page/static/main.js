// Connects the parts of the page. The only file that knows them all.
import './theme.js';
import * as api from './api.js';
import { Composer } from './composer.js';
import { element, icon } from './element.js';
import { Log } from './log.js';
import { openMenu } from './menu.js';
import { openModal } from './modal.js';
import { Places } from './places.js';
import { Presence } from './presence.js';
import { Socket } from './socket.js';
import { State } from './state.js';
import { tick } from './time.js';
import { Welcome } from './welcome.js';

const NO_ANSWER = 'The application did not respond';
const FAILED = 'This interaction failed';

const find = (selector) => document.querySelector(selector);
const memory = {
  get: (key) => sessionStorage.getItem(`playground.${key}`),
  set: (key, value) => sessionStorage.setItem(`playground.${key}`, value),
};

const state = new State();
const drafts = new Map(); // what was left unsent, by channel
let channel = memory.get('channel');

const here = () => ({ as: state.you, channel });
const listed = () => ({
  people: state.people,
  roles: state.serverOf(channel)?.roles ?? [],
  channels: state.serverOf(channel)?.channels ?? [],
});

const context = {
  names: {
    member: (id) => state.people.find((each) => each.id === id)?.name,
    role: (id) => state.serverOf(channel)?.roles.find((each) => each.id === id)?.name,
    channel: (id) => state.channel(id)?.name,
    type: (text) => {
      composer.write(text);
      composer.focus();
    },
  },
  person: (author) => state.person(author),
  people: () => listed().people,
  roles: () => listed().roles,
  channels: () => listed().channels,
  you: () => state.you,
  show: (id) => log.show(id),
  dismiss: (row) => {
    state.remove(channel, row.message.id);
    log.dismiss(row);
    ready();
  },
  use,
  menu,
};

const log = new Log(find('.log'), context, find('.spoken'));
const composer = new Composer(find('.composer'), { run, say, suggest, places: listed });
const presence = new Presence(find('.presence'));
const welcome = new Welcome(
  find('.welcome'),
  (text) => composer.write(text),
  () => composer.focus(),
);
const places = new Places(find('.places'), { go, become });
const socket = new Socket(hear, (open) => {
  presence.line(open);
  document.body.classList.toggle('cut', !open);
});

/** The bot's name, for sentences about it. */
function botName() {
  return state.bots[0]?.name ?? 'The bot';
}

function hear(event) {
  switch (event.type) {
    case 'snapshot':
      state.restore(event);
      memory.set('person', state.you);
      if (!state.channel(channel)) channel = state.everyChannel[0]?.id ?? null;
      redraw();
      break;
    case 'places':
      Object.assign(state, {
        people: event.people,
        servers: event.servers,
        conversations: event.conversations,
      });
      Object.assign(state, { commands: event.commands, offered: event.offered });
      composer.commands = state.commandsIn(channel);
      if (!state.channel(channel)) go(state.everyChannel[0]?.id ?? null);
      else drawPlaces();
      break;
    case 'message':
      state.put(event.message);
      if (event.message.channel_id === channel) log.put(event.message);
      break;
    case 'gone':
      state.remove(event.channel, event.id);
      if (event.channel === channel) log.remove(event.id);
      break;
    case 'commands':
      Object.assign(state, { commands: event.commands, offered: event.offered, bots: event.bots });
      presence.bots(state.bots);
      composer.commands = state.commandsIn(channel);
      drawPlaces();
      break;
    case 'bots':
      state.bots = event.bots;
      presence.bots(state.bots);
      break;
  }
}

function redraw() {
  drawPlaces();
  composer.commands = state.commandsIn(channel);
  presence.bots(state.bots);
  log.fill(state.in(channel));
}

function drawPlaces() {
  const room = state.channel(channel);
  places.show({ ...state, channel });
  find('.room-name').replaceChildren(
    room?.type === 1 ? '@' : icon('hash'),
    element('span', {}, room?.name ?? 'nowhere'),
    room?.nsfw ? element('span', { class: 'age', title: 'Age-restricted' }, '18+') : '',
  );
  find('.topic').textContent = room?.topic ?? '';
  composer.placeholder = room
    ? `Message ${room.type === 1 ? '@' : '#'}${room.name}, or type /`
    : '';
  welcome.show(room, state.bots[0], state.commandsIn(channel));
  document.title = `#${room?.name ?? ''} · playground`;
}

function go(id) {
  drafts.set(channel, composer.text);
  channel = id;
  composer.write(drafts.get(id) ?? '');
  memory.set('channel', id);
  fold();
  redraw();
  ready();
}

/** Where there are keys, one can type at once; on a phone the keyboard would cover the room. */
function ready() {
  if (matchMedia('(hover: hover)').matches) composer.focus();
}

function become(person) {
  memory.set('person', person);
  socket.connect(person);
}

/** Run a slash command; what comes of it arrives by the socket, a form or a failure by the answer. */
async function run(entry, options, text) {
  const { command, path } = entry;
  await settle(text, `used /${entry.name}`, () =>
    api.runCommand({ ...here(), command: command.id, path, options }),
  );
}

async function say(text) {
  await settle(text, 'wrote a message', () => api.say({ ...here(), content: text }));
}

async function settle(text, what, send) {
  const you = state.people.find((each) => each.id === state.you)?.name ?? 'You';
  const pending = log.pending(you, what);
  try {
    const answer = await send();
    if (answer.failed) {
      pending.fail(NO_ANSWER);
      return;
    }
    pending.done();
    if (answer.modal) openForm(answer.modal);
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    pending.done();
    composer.restore(text, error.message);
  }
}

async function suggest(entry, options, option) {
  const plain = Object.fromEntries(
    Object.entries(options).filter(([, value]) => !(value instanceof File)),
  );
  const request = {
    ...here(),
    command: entry.command.id,
    path: entry.path,
    options: plain,
    focused: option.name,
  };
  try {
    return (await api.suggest(request)).choices ?? [];
  } catch (error) {
    if (error instanceof api.Refused) return [];
    throw error;
  }
}

/** A button was pressed or something was chosen under a message. */
async function use(row, component, values, node) {
  const controls = [...row.node.querySelectorAll('.components :is(.button, .select)')].filter(
    (each) => !each.disabled,
  );
  const busy = node.matches('.button') ? node : node.querySelector('.select');
  row.fail('');
  busy.classList.add('busy');
  busy.setAttribute('aria-busy', 'true');
  controls.forEach((each) => each.setAttribute('aria-disabled', 'true'));
  row.node.classList.add('waiting');
  try {
    const request = { ...here(), message: row.message.id, component: component.custom_id, values };
    const answer = await api.useComponent(request);
    if (answer.failed) row.fail(FAILED);
    else if (answer.modal) openForm(answer.modal);
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    row.fail(error.message);
  } finally {
    busy.classList.remove('busy');
    busy.removeAttribute('aria-busy');
    controls.forEach((each) => each.removeAttribute('aria-disabled'));
    row.node.classList.remove('waiting');
  }
}

function openForm(modal) {
  const as = state.you;
  openModal(modal, {
    author: botName(),
    context,
    send: async (answers) => {
      try {
        const answer = await api.submitModal({ as, token: modal.token, answers });
        return answer.failed ? 'Something went wrong. Try again.' : null;
      } catch (error) {
        if (error instanceof api.Refused) return error.message;
        throw error;
      }
    },
  });
}

function menu(message, point, opener) {
  const author = state.person(message.author);
  const usable = state.commandsIn(channel);
  const item = (command, target) => ({
    label: command.name,
    run: () =>
      settle('', `used ${command.name}`, () =>
        api.runMenuCommand({ ...here(), command: command.id, target }),
      ),
  });
  const groups = [
    {
      title: 'Apps',
      items: usable.filter(({ type }) => type === 3).map((each) => item(each, message.id)),
    },
    {
      title: `Apps, about ${author.name}`,
      items: usable.filter(({ type }) => type === 2).map((each) => item(each, author.id)),
    },
    {
      title: 'Message',
      items: [
        { label: 'Copy text', run: () => navigator.clipboard?.writeText(message.content) },
        { label: 'Copy message ID', run: () => navigator.clipboard?.writeText(message.id) },
        ...(mayDelete(message) ? [{ label: 'Delete message', run: () => remove(message) }] : []),
      ],
    },
  ];
  openMenu(groups, point, opener);
}

/** One's own messages, and with the right to manage them everybody's. */
function mayDelete(message) {
  const you = state.people.find((each) => each.id === state.you);
  return message.author.id === state.you || Boolean(you?.moderator);
}

async function remove(message) {
  await settle('', 'deleted a message', () =>
    api.deleteMessage({ ...here(), message: message.id }),
  );
}

function fold() {
  document.body.classList.remove('places-open');
  find('.open-places').setAttribute('aria-expanded', 'false');
  find('.veil').hidden = true;
  find('.room').inert = false;
}

function unfold() {
  document.body.classList.add('places-open');
  find('.open-places').setAttribute('aria-expanded', 'true');
  find('.veil').hidden = false;
  find('.room').inert = true;
  find('.channels [aria-current]')?.focus();
}

find('.open-places').append(icon('menu'));
find('.send').append(icon('send'));
find('.open-places').addEventListener('click', unfold);
find('.veil').addEventListener('click', fold);
/** Whoever just starts to type means the composer, wherever the focus is. */
addEventListener('keydown', (event) => {
  const letter = event.key.length === 1 && event.key !== ' ';
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  const busy = event.target.closest?.('input:not([type=radio]), textarea, select, dialog, .menu');
  if (letter && !chord && !busy && !event.defaultPrevented) composer.focus();
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !document.body.classList.contains('places-open')) return;
  fold();
  find('.open-places').focus();
});
setInterval(tick, 1000);
socket.connect(memory.get('person'));
ready();
