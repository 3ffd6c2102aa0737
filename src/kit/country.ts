const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** The English short name of an ISO 3166-1 alpha-2 code; a text that is no such code comes back as it is. */
export const countryName = (code: string): string =>
  /^[A-Z]{2}$/.test(code) ? (NAMES.of(code) ?? code) : code;

/** Formal names that vendors write and that differ from the short ones. */
const FORMAL_NAMES: Record<string, string> = {
  'united states of america': 'US',
  'russian federation': 'RU',
  "democratic people's republic of korea": 'KP',
  'republic of korea': 'KR',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  'viet nam': 'VN',
  "lao people's democratic republic": 'LA',
  'iran, islamic republic of': 'IR',
  'syrian arab republic': 'SY',
  'republic of moldova': 'MD',
  'czech republic': 'CZ',
  turkey: 'TR',
  myanmar: 'MM',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CODES = new Map<string, string>(Object.entries(FORMAL_NAMES));
for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
  // Withdrawn codes (`SU`, `UK`) have the name of what replaced them.
  const isCurrent = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
  const name = countryName(code);
  if (isCurrent && name !== code) CODES.set(name.toLowerCase(), code);
}

/** The ISO 3166-1 alpha-2 code of a country that a vendor gives by code or English name; undefined when it is neither. */
export const countryCode = (text: string): string | undefined =>
  /^[A-Z]{2}$/.test(text) ? text : CODES.get(text.toLowerCase());
