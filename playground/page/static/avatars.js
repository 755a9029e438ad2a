// A round letter for everybody: drawn here, so that no picture of a person is ever fetched.

const COLOURS = [
  '#c2410c',
  '#047857',
  '#1d4ed8',
  '#a21caf',
  '#b45309',
  '#0e7490',
  '#be123c',
  '#4d7c0f',
];

export function colourOf(id) {
  return COLOURS[Number(BigInt(id) % 997n) % COLOURS.length];
}

/** The picture as an address that holds it. */
export function avatar(member) {
  const letter = escapeXml([...member.name][0]?.toUpperCase() ?? '?');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">` +
    `<rect width="40" height="40" fill="${colourOf(member.id)}"/>` +
    `<text x="20" y="27" text-anchor="middle" font-family="sans-serif" font-size="19" font-weight="600" fill="#fff">` +
    `${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function escapeXml(letter) {
  return letter.replace(/[<>&"']/g, (each) => `&#${each.codePointAt(0)};`);
}
