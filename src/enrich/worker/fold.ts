/**
 * One spelling for all spellings of a user name: compatibility forms, surrounding space and case are folded;
 * accents, dots and plus-addresses tell people apart and stay.
 */
export function foldAccount(text: string): string {
  // Upper case first: it alone unites ß with SS and the two small sigmas. Lowering it can leave compatibility forms.
  return text.normalize('NFKC').trim().toUpperCase().toLowerCase().normalize('NFKC');
}
