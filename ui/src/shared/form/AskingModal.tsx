/** A dialog over the page that asks before it is closed with something entered in it. */
import { Modal } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ScanBlock } from '../scan/ScanBlock';
import { useAbove, useCovered } from './above';
import { LeaveDialog } from './LeaveGuard';

export interface Asking {
  /** Asks nothing. */
  close: () => void;
  /** What was entered so far is saved. */
  saved: () => void;
  /** Something was entered that no field tells of: a scan. */
  entered: () => void;
}

/** Over every other dialog, under what drops down of its own fields. */
const ABOVE = 250;

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Opened over whatever is there, other dialogs included. */
  above?: boolean;
  children: (dialog: Asking) => ReactNode;
}

export function AskingModal({ opened, onClose, title, above = false, children }: Props) {
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const close = () => {
    setTyped(false);
    setAsking(false);
    onClose();
  };
  const leave = () => (typed ? setAsking(true) : close());
  const covered = useCovered() && !above;
  useAbove(opened && above);
  useEscape(opened && !asking && !covered, body, leave);
  const zIndex = above ? ABOVE : undefined;
  return (
    <>
      <Modal opened={opened} onClose={leave} title={title} size="xl" closeOnClickOutside={false} closeOnEscape={false} zIndex={zIndex}>
        <ScanBlock />
        <div ref={body} onInput={() => setTyped(true)}>{children({ close, saved: () => setTyped(false), entered: () => setTyped(true) })}</div>
      </Modal>
      <LeaveDialog opened={asking} onStay={() => setAsking(false)} onLeave={close} zIndex={zIndex} />
    </>
  );
}

/**
 * Mantine hears Escape on its way down, where the question that it opens would hear the same press and be gone at once. On
 * its way up it is not of a dialog that lies over this one, nor of an open list, which takes the key for itself.
 */
function useEscape(enabled: boolean, body: { current: HTMLElement | null }, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      const own = target === document.body || body.current?.closest('[role="dialog"]')?.contains(target);
      const taken = event.isComposing || target.getAttribute('data-mantine-stop-propagation') === 'true';
      if (event.key === 'Escape' && own && !taken) latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled, body]);
}
