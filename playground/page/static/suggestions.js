// What the picker offers for what stands in the composer. Pure but for the nodes of the usage line.
import { OPTION } from './command_line.js';
import { element } from './element.js';

const MOST = 25;
const KINDS = {
  [OPTION.INTEGER]: 'number',
  [OPTION.NUMBER]: 'number',
  [OPTION.BOOLEAN]: 'yes or no',
  [OPTION.USER]: 'member',
  [OPTION.CHANNEL]: 'channel',
  [OPTION.ROLE]: 'role',
  [OPTION.MENTIONABLE]: 'member or role',
  [OPTION.ATTACHMENT]: 'file',
};

/** The commands whose name goes on as the person began. */
export function commandItems(entries, query) {
  const folded = query.trim().toLowerCase();
  const starts = entries.filter(({ name }) => name.toLowerCase().startsWith(folded));
  const contains = entries.filter(
    ({ name }) => !name.toLowerCase().startsWith(folded) && name.toLowerCase().includes(folded),
  );
  return [...starts, ...contains].slice(0, MOST).map((entry) => ({
    kind: 'command',
    label: `/${entry.name}`,
    detail: entry.description,
    entry,
  }));
}

/** The options nobody has filled yet that begin with the word at the cursor. */
export function optionItems({ entry, given, focus }, files) {
  const word = focus.word.toLowerCase();
  const taken = new Set(
    given.filter((each) => each.named || each.text).map((each) => each.option.name),
  );
  return entry.options
    .filter(
      ({ name }) => !taken.has(name) && !files.has(name) && name.toLowerCase().startsWith(word),
    )
    .map((option) => ({
      kind: 'option',
      label: option.name,
      detail: option.description,
      badge: [option.required ? 'required' : '', KINDS[option.type] ?? '']
        .filter(Boolean)
        .join(', '),
      option,
    }));
}

/** The fixed values of an option, or null where it takes any. */
export function valueItems(option, text, { people, roles, channels }) {
  const folded = text.toLowerCase().replace(/^[@#]/, '');
  const all = fixed(option, { people, roles, channels });
  if (!all) return null;
  return all
    .filter(({ label }) => label.toLowerCase().replace(/^[@#]/, '').includes(folded))
    .slice(0, MOST)
    .map((each) => ({ kind: 'value', option, ...each }));
}

function fixed(option, { people, roles, channels }) {
  if (option.choices?.length)
    return option.choices.map(({ name, value }) => ({ label: name, value }));
  const members = people.map(({ id, name }) => ({ label: `@${name}`, value: id }));
  const groups = roles.map(({ id, name }) => ({ label: `@${name}`, value: id }));
  switch (option.type) {
    case OPTION.BOOLEAN:
      return [
        { label: 'True', value: true },
        { label: 'False', value: false },
      ];
    case OPTION.USER:
      return members;
    case OPTION.ROLE:
      return groups;
    case OPTION.MENTIONABLE:
      return [...members, ...groups];
    case OPTION.CHANNEL:
      return channels.map(({ id, name }) => ({ label: `#${name}`, value: id }));
    case OPTION.ATTACHMENT:
      return [{ label: 'Choose a file…', value: null }];
    default:
      return null;
  }
}

/** The command with its options as chips, and a sentence about the one being written. */
export function usageOf({ entry, given, focus, problem }, files) {
  const filled = new Set(given.filter((each) => each.text).map((each) => each.option.name));
  const chips = entry.options.map((option) => {
    const classes = ['chip'];
    if (filled.has(option.name) || files.has(option.name)) classes.push('filled');
    else if (option.required) classes.push('wanted');
    if (option === focus.option) classes.push('current');
    return element('span', { class: classes.join(' ') }, option.name);
  });
  const next =
    focus.option ?? entry.options.find((each) => each.required && !filled.has(each.name));
  const words = problem ?? (next ? `${next.name}: ${next.description}` : entry.description);
  return [
    element('div', { class: 'usage-line' }, element('strong', {}, `/${entry.name}`), chips),
    element('div', { class: problem ? 'usage-words wrong' : 'usage-words' }, words),
  ];
}
