// What the page knows: the last snapshot, and every event since.

const KEPT = 200; // messages of a channel

export class State {
  constructor() {
    this.you = null;
    this.people = [];
    this.servers = [];
    this.conversations = [];
    this.commands = [];
    this.offered = {};
    this.bots = [];
    this.messages = new Map();
  }

  restore(snapshot) {
    this.you = snapshot.you;
    this.people = snapshot.people;
    this.servers = snapshot.servers;
    this.conversations = snapshot.conversations;
    this.commands = snapshot.commands;
    this.offered = snapshot.offered;
    this.bots = snapshot.bots;
    this.messages = new Map(
      Object.entries(snapshot.messages).map(([channel, list]) => [
        channel,
        new Map(list.map((message) => [message.id, message])),
      ]),
    );
  }

  put(message) {
    const known = this.messages.get(message.channel_id) ?? new Map();
    known.set(message.id, message);
    if (known.size > KEPT) known.delete(known.keys().next().value);
    this.messages.set(message.channel_id, known);
  }

  remove(channel, id) {
    this.messages.get(channel)?.delete(id);
  }

  in(channel) {
    const messages = [...(this.messages.get(channel)?.values() ?? [])];
    return messages.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  }

  get everyChannel() {
    return [...this.servers.flatMap((server) => server.channels), ...this.conversations];
  }

  channel(id) {
    return this.everyChannel.find((each) => each.id === id);
  }

  serverOf(id) {
    return this.servers.find((server) => server.channels.some((each) => each.id === id));
  }

  /** The commands one is offered in this channel. */
  commandsIn(channel) {
    const offered = new Set(this.offered[channel]);
    return this.commands.filter(({ id }) => offered.has(id));
  }

  /** Somebody as the page shows them, from what a message says of its author. */
  person({ id, global_name: shown, username }) {
    const known = this.people.find((each) => each.id === id);
    return { id, name: known?.name ?? shown ?? username, colour: known?.colour };
  }
}
