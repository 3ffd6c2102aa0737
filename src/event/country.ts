/** Names that vendors write and that the runtime's own English names do not reduce to. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'bolivia plurinational state of': 'BO',
  'brunei darussalam': 'BN',
  burma: 'MM',
  'cabo verde': 'CV',
  'czech republic': 'CZ',
  'democratic peoples republic of korea': 'KP',
  'democratic republic of the congo': 'CD',
  'hong kong': 'HK',
  'iran islamic republic of': 'IR',
  'ivory coast': 'CI',
  'korea democratic peoples republic of': 'KP',
  'korea republic of': 'KR',
  'lao peoples democratic republic': 'LA',
  macao: 'MO',
  macau: 'MO',
  macedonia: 'MK',
  'micronesia federated states of': 'FM',
  'moldova republic of': 'MD',
  myanmar: 'MM',
  palestine: 'PS',
  'palestinian territory': 'PS',
  'republic of korea': 'KR',
  'republic of moldova': 'MD',
  'russian federation': 'RU',
  swaziland: 'SZ',
  'syrian arab republic': 'SY',
  'taiwan province of china': 'TW',
  'tanzania united republic of': 'TZ',
  turkey: 'TR',
  uk: 'GB',
  'united states of america': 'US',
  'vatican city': 'VA',
  'venezuela bolivarian republic of': 'VE',
  'viet nam': 'VN',
};

const codes = new Map<string, string>();

/** ISO 3166-1 alpha-2 of a code or an English name; undefined for what is neither. */
export function countryCode(text: string): string | undefined {
  if (codes.size === 0) fill();
  return codes.get(text) ?? codes.get(fold(text));
}

const fold = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z -]/g, '')
    .trim();

function fill(): void {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    // Withdrawn codes (SU, YU) carry the names of their successors, and user-assigned ones (XA) none of a country.
    if (
      !name ||
      new Intl.Locale('und', { region: code }).region !== code ||
      /^(X[^K]|EU|EZ|UN|QO|ZZ)/.test(code)
    )
      continue;
    codes.set(code, code).set(code.toLowerCase(), code).set(name, code).set(fold(name), code);
  }
  for (const [name, code] of Object.entries(OTHER_NAMES)) codes.set(name, code);
}
