/**
 * Words that prejudge a person. A text of this product speaks of an account, a login or a line, and of places;
 * never of guilt, a nationality, or a person as "he" or "she".
 */
const PREJUDGING =
  /\b(fraud\w*|fake\w*|suspect\w*|suspicious\w*|imp[eo]st[eo]r\w*|caught|spoof\w*|malicious\w*|attacker\w*|chinese|russians?|north koreans?|koreans?|he|she|his|her|him)\b|!/i;

/** The first word in a text that prejudges, if any. */
export const prejudgingWord = (text: string): string | undefined => PREJUDGING.exec(text)?.[0];
