/** A screen asks for the deviation form, filled in with what lies there; the header's button hears it. */

/** What a deviation was noticed at: a monitoring of a room. */
export interface NoticedRoom {
  room: string;
  station: string;
  seq: number;
}

type Listener = (at: NoticedRoom) => void;

const listeners = new Set<Listener>();

export function noticeAt(at: NoticedRoom): void {
  for (const listener of listeners) listener(at);
}

export function onNoticed(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
