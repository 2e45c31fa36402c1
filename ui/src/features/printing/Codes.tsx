/** `/printing/codes`: labels of things that are no unit: storage positions, boxes, equipment, badges. */
import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { PageHeader, Panel, useCan, useOpen, useTexts, useWord } from '@/shared';
import { Badges } from './Badges';
import { Positions } from './Positions';
import { RoomLabels } from './RoomLabels';
import classes from './Printing.module.css';
import { Things } from './Things';

const KINDS = ['position', 'room', 'shipping_box', 'equipment', 'badge'] as const;
type Kind = (typeof KINDS)[number];

export function Codes() {
  const t = useTexts('printing');
  const word = useWord();
  const open = useOpen();
  const [prints, administers] = [useCan('print_label'), useCan('administer')];
  const kinds = KINDS.filter((each) => (each === 'badge' ? administers : prints));
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'position');
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('codes.title')}
        subtitle={t('codes.subtitle')}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('printing')} data-testid="printing-back">{t('unit.back')}</Button>}
      />
      <Tabs value={kind} onChange={(next) => next && setKind(next as Kind)} keepMounted={false}>
        <Tabs.List aria-label={t('codes.kind')}>
          {kinds.map((value) => <Tabs.Tab key={value} value={value} data-testid={`codes-${value}`}>{value === 'room' ? t('codes.room') : word('LabelTemplate', value)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      <Panel title={kind === 'room' ? t('codes.room') : word('LabelTemplate', kind)}>
        {kind === 'position' ? <Positions /> : null}
        {kind === 'room' ? <RoomLabels /> : null}
        {kind === 'badge' ? <Badges /> : null}
        {kind === 'shipping_box' || kind === 'equipment' ? <Things key={kind} template={kind} /> : null}
      </Panel>
    </div>
  );
}
