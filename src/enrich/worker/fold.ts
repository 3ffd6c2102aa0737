/**
 * One spelling for all spellings of a user name: compatibility forms, surrounding space and case are folded;
 * accents, dots and plus-addresses tell people apart and stay.
 */
export function foldAccount(text: string): string {
  const plain = text.normalize('NFKC').trim();
  // The detour by upper case unites ß with SS and the two small sigmas; folding can leave compatibility forms.
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}
