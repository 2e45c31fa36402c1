/** What a route of the bench names: a unit, and perhaps the test that is to be reported. */
export interface Place {
  donation: string;
  test: string | null;
}

export function readPlace(id: string): Place {
  const [donation = '', test] = id.split('.');
  return { donation, test: test === undefined || test === '' ? null : test };
}

export function placeOf(donation: string, test: string): string {
  return `${donation}.${test}`;
}
