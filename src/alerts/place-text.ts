/** `Austin, TX, US`: as much of a place as is known. */
export function placeText(place: {
  city?: string | undefined;
  region?: string | undefined;
  country: string;
}): string {
  return [place.city, place.region, place.country].filter((part) => part !== undefined).join(', ');
}
