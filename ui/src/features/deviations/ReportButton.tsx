/**
 * In the header of every screen: a deviation is reported where and when it is noticed, with unit and step at hand already
 * named. A dialog over the page and over a dialog that is open there: what is half entered below stays there, and the hands go
 * back to where they were.
 */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconFlag } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCommandQuery, type DeviationView } from '@/api';
import { AskingModal, type Asking, Buttons, EmptyState, Loaded, LoadingState, useCan, useHotkeys, useOpen, useSession, useTexts, onNoticed, type NoticedRoom } from '@/shared';
import { useNoticed } from './noticed';
import { ReportForm } from './ReportForm';

export function ReportButton({ className, wordClass }: { className?: string; wordClass?: string }) {
  const t = useTexts('deviations');
  const may = useCan('report_deviation');
  const { locked } = useSession().state;
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState<NoticedRoom | null>(null);
  const { pathname } = useLocation();
  const { over, leaving } = useBelow(opened);
  useEffect(() => onNoticed((room) => {
    leaving();
    setAt(room);
    setOpened(true);
  }), [leaving]);
  const close = () => {
    setOpened(false);
    setAt(null);
  };
  const open = () => {
    if (!may || locked || opened) return;
    leaving();
    setOpened(true);
  };
  useHotkeys({ 'alt+d': open });
  if (!may) return null;
  return (
    <>
      <Button
        variant="subtle" color="gray" className={className} leftSection={<IconFlag size={20} color="#b45309" />} onClick={open}
        title="Alt+D" aria-label={t('report.title')} aria-haspopup="dialog" data-testid="report-deviation"
      >
        <span className={wordClass}>{t('report.short')}</span>
      </Button>
      <AskingModal opened={opened} onClose={close} title={t('report.title')} above>
        {(dialog) => <Body path={pathname} at={at} over={over} {...dialog} />}
      </AskingModal>
    </>
  );
}

/** Whether a dialog is open below, and the field that the hands come from: they go back there when the report is closed. */
function useBelow(opened: boolean): { over: boolean; leaving: () => void } {
  const [over, setOver] = useState(false);
  const from = useRef<Element | null>(null);
  const leaving = useCallback(() => {
    from.current = document.activeElement;
    setOver(document.querySelector('[role="dialog"]') !== null);
  }, []);
  useEffect(() => {
    if (opened || from.current === null) return;
    if (from.current instanceof HTMLElement) from.current.focus({ preventScroll: true });
    from.current = null;
  }, [opened]);
  return { over, leaving };
}

function Body({ path, at, over, close, saved, entered }: Asking & { path: string; at: NoticedRoom | null; over: boolean }) {
  // Where it was noticed, though the page below may go on.
  const [place] = useState(path);
  const form = useCommandQuery('deviation.form', {});
  const noticed = useNoticed(place, at);
  const [reported, setReported] = useState<DeviationView | null>(null);
  if (reported) return <Reported view={reported} over={over} onClose={close} />;
  if (noticed === null) return <LoadingState />;
  return <Loaded query={form}>{(lists) => <ReportForm form={lists} noticed={noticed} onEntered={entered} onDone={(view) => { saved(); setReported(view); }} />}</Loaded>;
}

/** Nothing is left behind: whoever reported goes on where they were, or to the deviation; not away from a dialog that is open. */
function Reported({ view, over, onClose }: { view: DeviationView; over: boolean; onClose: () => void }) {
  const t = useTexts('deviations');
  const open = useOpen();
  return (
    <div data-testid="deviation-reported">
      <EmptyState icon={IconCircleCheck} title={t('report.done', { number: view.row.number })} hint={t('report.done_hint')} />
      <Buttons>
        {over ? null : <Button variant="default" onClick={() => { onClose(); open.screen('deviations', view.row.deviation); }} data-testid="report-open">{t('report.open')}</Button>}
        <Button onClick={onClose} data-autofocus data-testid="report-close">{t('report.go_on')}</Button>
      </Buttons>
    </div>
  );
}
