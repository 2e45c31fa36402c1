/**
 * In the header of every screen: a deviation is reported where and when it is noticed, with unit and step at hand already
 * named. A dialog over the page: what is half entered below stays there.
 */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconFlag } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCommandQuery, type DeviationView } from '@/api';
import { AskingModal, type Asking, Buttons, EmptyState, Loaded, LoadingState, useCan, useHotkeys, useOpen, useTexts, onNoticed, type NoticedRoom } from '@/shared';
import { useNoticed } from './noticed';
import { ReportForm } from './ReportForm';

export function ReportButton({ className, wordClass }: { className?: string; wordClass?: string }) {
  const t = useTexts('deviations');
  const may = useCan('report_deviation');
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState<NoticedRoom | null>(null);
  const { pathname } = useLocation();
  useEffect(() => onNoticed((room) => {
    setAt(room);
    setOpened(true);
  }), []);
  const close = () => {
    setOpened(false);
    setAt(null);
  };
  useHotkeys({ 'alt+d': () => may && document.querySelector('[role="dialog"]') === null && setOpened(true) });
  if (!may) return null;
  return (
    <>
      <Button
        variant="subtle" color="gray" className={className} leftSection={<IconFlag size={20} color="#b45309" />} onClick={() => setOpened(true)}
        title="Alt+D" aria-label={t('report.title')} aria-haspopup="dialog" data-testid="report-deviation"
      >
        <span className={wordClass}>{t('report.short')}</span>
      </Button>
      <AskingModal opened={opened} onClose={close} title={t('report.title')}>
        {(dialog) => <Body path={pathname} at={at} {...dialog} />}
      </AskingModal>
    </>
  );
}

function Body({ path, at, close, saved, entered }: Asking & { path: string; at: NoticedRoom | null }) {
  // Where it was noticed, though the page below may go on.
  const [place] = useState(path);
  const form = useCommandQuery('deviation.form', {});
  const noticed = useNoticed(place, at);
  const [reported, setReported] = useState<DeviationView | null>(null);
  if (reported) return <Reported view={reported} onClose={close} />;
  if (noticed === null) return <LoadingState />;
  return <Loaded query={form}>{(lists) => <ReportForm form={lists} noticed={noticed} onEntered={entered} onDone={(view) => { saved(); setReported(view); }} />}</Loaded>;
}

/** Nothing is left behind: whoever reported goes on where they were, or to the deviation. */
function Reported({ view, onClose }: { view: DeviationView; onClose: () => void }) {
  const t = useTexts('deviations');
  const open = useOpen();
  return (
    <div data-testid="deviation-reported">
      <EmptyState icon={IconCircleCheck} title={t('report.done', { number: view.row.number })} hint={t('report.done_hint')} />
      <Buttons>
        <Button variant="default" onClick={() => { onClose(); open.screen('deviations', view.row.deviation); }} data-testid="report-open">{t('report.open')}</Button>
        <Button onClick={onClose} data-autofocus data-testid="report-close">{t('report.go_on')}</Button>
      </Buttons>
    </div>
  );
}
