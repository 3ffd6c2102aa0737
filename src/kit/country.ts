const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** The English short name of an ISO 3166-1 alpha-2 code; a text that is no such code comes back as it is. */
export const countryName = (code: string): string =>
  /^[A-Z]{2}$/.test(code) ? (NAMES.of(code) ?? code) : code;
