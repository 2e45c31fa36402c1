/** In the header of every screen: a deviation is reported where and when it is noticed, with the unit at hand already named. */
import { Button, Modal } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommandQuery } from '@/api';
import { Loaded, ScanBlock, useCan, useHotkeys, useTexts } from '@/shared';
import { noticedAt } from './look';
import { ReportForm } from './ReportForm';

export function ReportButton({ className, wordClass }: { className?: string; wordClass?: string }) {
  const t = useTexts('deviations');
  const may = useCan('report_deviation');
  const [opened, setOpened] = useState(false);
  const { pathname } = useLocation();
  useHotkeys({ 'alt+d': () => may && document.querySelector('[role="dialog"]') === null && setOpened(true) });
  if (!may) return null;
  return (
    <>
      <Button
        variant="subtle" color="gray" className={className} leftSection={<IconFlag size={20} color="#b45309" />} onClick={() => setOpened(true)}
        title="Alt+D" aria-label={t('report.title')} data-testid="report-deviation"
      >
        <span className={wordClass}>{t('report.short')}</span>
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('report.title')} size="xl" closeOnClickOutside={false}>
        <ScanBlock />
        <Body path={pathname} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Body({ path, onDone }: { path: string; onDone: () => void }) {
  const { category, donation } = noticedAt(path);
  const form = useCommandQuery('deviation.form', {});
  const unit = useCommandQuery('unit.get', { donation, din: null }, { enabled: donation !== null });
  // A unit that cannot be read does not stand in the way of a report.
  const waits = donation !== null && unit.data === undefined && unit.error === null;
  return (
    <Loaded query={waits ? unit : form}>
      {() => form.data ? <ReportForm form={form.data} category={category} unit={unit.data?.row ?? null} onDone={onDone} /> : null}
    </Loaded>
  );
}
