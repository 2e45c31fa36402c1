/** Every lot at its site, what ends first; what is used up is a list of its own. */
import { SegmentedControl } from '@mantine/core';
import { IconBottle } from '@tabler/icons-react';
import { useState } from 'react';
import type { MaterialRow } from '@/api';
import { DataGrid, EmptyState, FormDialog, ProblemAlert, TimeText, Tone, useCan, useKeysetPages, useTexts, useWord } from '@/shared';
import { LOT_LOOK } from './look';
import { ReceiveForm } from './MaterialForms';
import { LowStock } from './LowStock';
import classes from './Register.module.css';

export function MaterialList({ onOpen }: { onOpen: (code: string) => void }) {
  const t = useTexts('register');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('keep_register');
  const [usedUp, setUsedUp] = useState(false);
  const { rows, first, hasMore, loadMore, loading, error } = useKeysetPages('material.list', { used_up: usedUp });
  return (
    <>
      <div className={classes.line}>
        <SegmentedControl
          value={usedUp ? 'used_up' : 'stock'}
          onChange={(value) => setUsedUp(value === 'used_up')}
          data={['stock', 'used_up'].map((value) => ({ value, label: <span data-testid={`register-${value}`}>{t(`material.${value}`)}</span> }))}
        />
        {may ? (
          <FormDialog title={t('material.receive')} testId="register-receive">
            {(close) => <ReceiveForm kinds={first?.kinds ?? []} onDone={(code) => { close(); onOpen(code); }} />}
          </FormDialog>
        ) : null}
      </div>
      <ProblemAlert problem={error} />
      <LowStock notes={first?.low ?? []} />
      <div className={classes.grid}>
        <DataGrid
          key={String(usedUp)}
          rows={rows}
          rowKey={(row) => `${row.code} ${row.site_code}`}
          onOpen={(row) => onOpen(row.code)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconBottle} title={t('material.empty')} hint={t('material.empty_hint')} />}
          label={t('tab.materials')}
          testId="material"
          columns={[
            { key: 'standing', title: t('standing'), width: '9.5em', cell: (row) => <LotTone row={row} /> },
            { key: 'code', title: t('lot'), width: 'minmax(12ch, 0.8fr)', cell: (row) => <span className={classes.mono}>{row.code}</span> },
            { key: 'kind', title: shared('fields.kind'), width: '1.3fr', cell: (row) => word('ThingKind', row.kind) },
            { key: 'name', title: t('description'), width: '1.8fr', cell: (row) => row.name },
            { key: 'expires', title: t('material.expires_on'), width: '7em', cell: (row) => row.expires_on },
            { key: 'open', title: t('material.open_until'), width: '9.5em', cell: (row) => <TimeText ms={row.open_until_ms} /> },
            { key: 'stock', title: t('material.left'), width: '6em', cell: (row) => `${row.stock} ${row.unit}` },
            { key: 'site', title: t('place'), width: '6ch', cell: (row) => row.site_code },
          ]}
        />
      </div>
    </>
  );
}

export function LotTone({ row }: { row: MaterialRow }) {
  const t = useTexts('register');
  const [tone, icon] = LOT_LOOK[row.standing];
  return <Tone tone={tone} icon={icon}>{t(`lot_standing.${row.standing}`)}</Tone>;
}
