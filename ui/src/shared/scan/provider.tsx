/** Listens to the whole window for wedge bursts and hands them to the topmost handler. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { asProblem, platform } from '@/platform';
import { beepBad, beepGood } from './beep';
import { RefusedScan, ScanContext, type ScanBus, type ScanFeedback, type ScanHandler } from './context';
import { listenForScans } from './listen';
import { NO_AFFIXES, stripAffixes, type Affixes } from './recogniser';

const MESSAGE_MS = 8000;
/** A refusal that offers a way is read before it is answered. */
const WAY_MS = 30_000;
/** One pull of the trigger may read a code twice; only after this time the same code was meant once more. */
const AGAIN_MS_MIN = 1000;
/** A scan that comes later than this was meant for what the screen showed before. */
const LATE_MS_MAX = 5000;

interface Props {
  fallback: ScanHandler;
  /** What this station's scanners send around each code. */
  affixes?: Affixes;
  children: ReactNode;
}

export function ScanProvider({ fallback, affixes = NO_AFFIXES, children }: Props) {
  const handlers = useRef<{ current: ScanHandler }[]>([]);
  const last = useRef(fallback);
  const added = useRef(affixes);
  const count = useRef(0);
  /** The refusal before, where it offered a way. */
  const refused = useRef<{ text: string; at: number } | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  useEffect(() => {
    last.current = fallback;
    added.current = affixes;
  });

  const register = useCallback((handler: { current: ScanHandler }) => {
    handlers.current.push(handler);
    return () => {
      handlers.current = handlers.current.filter((other) => other !== handler);
    };
  }, []);

  const attempt = useCallback(async (text: string, work: () => Promise<void>) => {
    count.current += 1;
    const id = count.current;
    try {
      await work();
      refused.current = null;
      beepGood();
      setFeedback({ id, tone: 'good', text, problem: null, way: null });
    } catch (thrown) {
      const way = thrown instanceof RefusedScan ? thrown.way : null;
      refused.current = way && { text, at: Date.now() };
      beepBad();
      setFeedback({ id, tone: 'bad', text, problem: asProblem(thrown instanceof RefusedScan ? thrown.problem : thrown), way });
    }
  }, []);

  // One after another: a second code, faster than the program's answer to the first, goes where it would have gone behind it.
  const dispatch = useCallback((raw: string) => {
    const text = raw.trim();
    if (text === '') return Promise.resolve();
    line.current = line.current.then(() => attempt(text, async () => {
      const before = refused.current;
      try {
        for (const handler of handlers.current.toReversed()) {
          if (await handler.current(text)) return;
        }
        if (await last.current(text)) return;
      } catch (thrown) {
        const age = before?.text === text ? Date.now() - before.at : 0;
        if (!(thrown instanceof RefusedScan) || age < AGAIN_MS_MIN || age > WAY_MS) throw thrown;
        return await thrown.way.go();
      }
      throw { code: 'scan.not_expected', params: { text }, field: null, severity: 'refusal' };
    }));
    return line.current;
  }, [attempt]);

  const follow = useCallback(async () => {
    if (feedback?.way) await attempt(feedback.text, feedback.way.go);
  }, [attempt, feedback]);

  /** From a scanner, not typed: what it adds is taken away. */
  const scanned = useCallback((text: string) => void dispatch(stripAffixes(text.trim(), added.current)), [dispatch]);
  useEffect(() => listenForScans(window, scanned), [scanned]);
  useEffect(
    () => platform().onEvent((event) => event.type === 'scan' && Date.now() - event.at_ms < LATE_MS_MAX && scanned(event.text)),
    [scanned],
  );
  useEffect(() => {
    if (!feedback) return undefined;
    const timer = setTimeout(() => setFeedback(null), feedback.tone === 'good' ? 2500 : feedback.way ? WAY_MS : MESSAGE_MS);
    return () => clearTimeout(timer);
  }, [feedback]);

  const bus = useMemo<ScanBus>(
    () => ({ register, dispatch, feedback, follow, dismiss: () => setFeedback(null) }),
    [register, dispatch, feedback, follow],
  );
  return <ScanContext.Provider value={bus}>{children}</ScanContext.Provider>;
}
