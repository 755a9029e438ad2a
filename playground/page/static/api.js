// What a person does, sent to the playground. Every call answers with what came of it.

/** Raised with a sentence fit to show: the playground refused, or is not there. */
export class Refused extends Error {}

async function post(path, body, files = new Map()) {
  const form = new FormData();
  form.append('payload', JSON.stringify(body));
  for (const [name, file] of files) form.append(name, file, file.name);
  let response;
  try {
    response = await fetch(`/page/${path}`, { method: 'POST', body: form });
  } catch {
    throw new Refused('The playground is not running. It will be back when you start it again.');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Refused(answer.problem ?? `The playground answered ${response.status}.`);
  return answer;
}

/** `options` maps names to values; a File travels beside the rest. */
export function runCommand({ as, channel, command, path, options }) {
  const files = new Map(Object.entries(options).filter(([, value]) => value instanceof File));
  const plain = Object.entries(options).filter(([, value]) => !(value instanceof File));
  return post(
    'commands',
    { as, channel, command, path, options: Object.fromEntries(plain) },
    files,
  );
}

/** A command from a message's or a person's menu; `target` is the id of either. */
export function runMenuCommand({ as, channel, command, target }) {
  return post('commands', { as, channel, command, target });
}

export function suggest({ as, channel, command, path, options, focused }) {
  return post('suggestions', { as, channel, command, path, options, focused });
}

export function useComponent({ as, channel, message, component, values }) {
  return post('components', { as, channel, message, component, values });
}

/** `answers` maps a field's custom_id to its value, values or files. */
export function submitModal({ as, token, answers }) {
  const files = new Map();
  const plain = {};
  for (const [name, value] of Object.entries(answers)) {
    const chosen = Array.isArray(value) ? value.filter((each) => each instanceof File) : [];
    chosen.forEach((file, index) => files.set(`${name}/${index}`, file));
    plain[name] = chosen.length ? [] : value;
  }
  return post('modals', { as, token, answers: plain }, files);
}

export function deleteMessage({ as, channel, message }) {
  return post('deletions', { as, channel, message });
}

export function say({ as, channel, content }) {
  return post('messages', { as, channel, content });
}
