export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Days since the epoch, UTC. */
export const utcDay = (time: number): number => Math.floor(time / DAY);
/** Ms since the epoch of a UTC day's first instant. */
export const startOfDay = (day: number): number => day * DAY;
/** `YYYY-MM-DD` of a UTC day. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const isoTime = (time: number): string => new Date(time).toISOString();
/** Hours from a to b, never negative. */
export const hoursBetween = (a: number, b: number): number => Math.abs(b - a) / HOUR;
/** Calendar week (Monday to Sunday, UTC) of a time: what lasts for weeks is reported once in each. */
export const utcWeek = (time: number): number => Math.floor((utcDay(time) + 3) / 7);
