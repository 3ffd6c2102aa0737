/** Trouble with the data folder that people can mend: the message says what happened, what is safe and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
