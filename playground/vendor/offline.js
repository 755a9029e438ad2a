// Stands in for the library's config.js: no avatar to fetch, no badge artwork to ship.
const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

export const getConfig = () => ({});
export const setConfig = () => {};
export const avatars = { default: nothing, blue: nothing };
export const profiles = {};
export const defaultTheme = 'dark';
export const defaultMode = 'cozy';
export const defaultBackground = 'none';
export const icons = new Map();
