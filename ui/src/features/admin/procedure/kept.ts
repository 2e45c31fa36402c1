/** Keeps a draft at the station while it is written: on disk, so that neither the window nor a crash takes it along. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, type FoundDraft, type Problem } from '@/api';

/** How long typing must rest before the draft is kept. */
const REST_MS = 800;

interface Draft {
  content: string;
  reason: string;
}

/** The draft that there is; null until it is known. */
export function useFoundDraft(beganWith: string): { found: FoundDraft | null; problem: Problem | null } {
  const [found, setFound] = useState<FoundDraft | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let gone = false;
    call('procedure.draft', { began_with: beganWith }).then((answer) => gone || setFound(answer), (failed: Problem) => gone || setProblem(failed));
    return () => {
      gone = true;
    };
  }, [beganWith]);
  return { found, problem };
}

export interface Keeping {
  savedMs: number | null;
  /** Whether something typed is not on disk yet. */
  waiting: boolean;
  problem: Problem | null;
  /** Keeps what waits at once. */
  flush: () => void;
  /** Keeps nothing more until `goOn`; resolves once nothing is on its way. */
  stop: () => Promise<void>;
  goOn: () => void;
}

/** `changed` says whether there is anything to keep; where there is nothing any more, what was kept is discarded. */
export function useKeeping(beganWith: string, draft: Draft, changed: boolean, kept: (Draft & { saved_ms: number }) | null): Keeping {
  const [savedMs, setSavedMs] = useState(kept?.saved_ms ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(false);
  const state = useRef({ wanted: changed ? draft : null, last: kept as Draft | null, way: null as Promise<void> | null, timer: 0, stopped: false });
  const send = useCallback(async () => {
    const now = state.current;
    window.clearTimeout(now.timer);
    if (now.way) await now.way;
    if (now.stopped || same(now.wanted, now.last)) return;
    const wanted = now.wanted;
    const carry = async () => {
      try {
        if (wanted) setSavedMs((await call('procedure.keep_draft', { began_with: beganWith, ...wanted })).saved_ms);
        else await call('procedure.discard_draft', { began_with: beganWith });
        now.last = wanted;
        if (!wanted) setSavedMs(null);
        setProblem(null);
      } catch (failed) {
        setProblem(failed as Problem);
      }
    };
    now.way = carry();
    await now.way;
    now.way = null;
    setWaiting(!same(now.wanted, now.last));
  }, [beganWith]);
  const { content, reason } = draft;
  useEffect(() => {
    const now = state.current;
    now.wanted = changed ? { content, reason } : null;
    if (now.stopped || same(now.wanted, now.last)) return;
    setWaiting(true);
    window.clearTimeout(now.timer);
    now.timer = window.setTimeout(() => void send(), REST_MS);
  }, [changed, content, reason, send]);
  useEffect(() => () => void send(), [send]);
  // Whoever closes the window in the moment between typing and keeping is asked.
  useEffect(() => {
    if (!waiting) return;
    const ask = (event: BeforeUnloadEvent) => {
      void send();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waiting, send]);
  const flush = useCallback(() => void send(), [send]);
  const stop = useCallback(async () => {
    state.current.stopped = true;
    window.clearTimeout(state.current.timer);
    await state.current.way;
  }, []);
  const goOn = useCallback(() => {
    state.current.stopped = false;
    void send();
  }, [send]);
  return { savedMs, waiting, problem, flush, stop, goOn };
}

function same(one: Draft | null, other: Draft | null): boolean {
  return one === other || (one !== null && other !== null && one.content === other.content && one.reason === other.reason);
}
