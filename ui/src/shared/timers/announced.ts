/** What was said already, so that each thing is said once while the window is open. */
const said = new Set<string>();

/** Whether it is new; from now on it is not. */
export function fresh(key: string): boolean {
  if (said.has(key)) return false;
  said.add(key);
  return true;
}
