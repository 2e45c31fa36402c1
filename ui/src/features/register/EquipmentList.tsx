/** Every device, what is due first. */
import { IconTool } from '@tabler/icons-react';
import type { EquipmentRow, ServiceDue } from '@/api';
import { DataGrid, EmptyState, FormDialog, ProblemAlert, Tone, useCan, useKeysetPages, useTexts, useWord } from '@/shared';
import { RegisterForm } from './EquipmentForms';
import { EQUIPMENT_LOOK } from './look';
import classes from './Register.module.css';

export function EquipmentList({ onOpen }: { onOpen: (code: string) => void }) {
  const t = useTexts('register');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('keep_register');
  const { rows, first, hasMore, loadMore, loading, error } = useKeysetPages('equipment.list', { used_up: false });
  return (
    <>
      <div className={classes.line}>
        <p className={classes.quiet}>{t('equipment.hint')}</p>
        {may ? (
          <FormDialog title={t('equipment.register')} testId="register-equipment">
            {(close) => <RegisterForm kinds={first?.kinds ?? []} onDone={(code) => { close(); onOpen(code); }} />}
          </FormDialog>
        ) : null}
      </div>
      <ProblemAlert problem={error} />
      <div className={classes.grid}>
        <DataGrid
          rows={rows}
          rowKey={(row) => row.code}
          onOpen={(row) => onOpen(row.code)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconTool} title={t('equipment.empty')} hint={t('equipment.empty_hint')} />}
          label={t('tab.equipment')}
          testId="equipment"
          columns={[
            { key: 'standing', title: t('standing'), width: '9em', cell: (row) => <Standing row={row} /> },
            { key: 'code', title: t('number'), width: 'minmax(11ch, 0.8fr)', cell: (row) => <span className={classes.mono}>{row.code}</span> },
            { key: 'kind', title: shared('fields.kind'), width: '1.3fr', cell: (row) => word('ThingKind', row.kind) },
            { key: 'name', title: t('description'), width: '2.2fr', cell: (row) => row.name },
            { key: 'calibration', title: word('ServiceKind', 'calibration'), width: '7.5em', cell: (row) => <DueText due={row.calibration} /> },
            { key: 'maintenance', title: word('ServiceKind', 'maintenance'), width: '7.5em', cell: (row) => <DueText due={row.maintenance} /> },
            { key: 'site', title: t('place'), width: '1.2fr', cell: (row) => [row.site_code, row.room].filter(Boolean).join(' · ') },
          ]}
        />
      </div>
    </>
  );
}

export function Standing({ row }: { row: EquipmentRow }) {
  const t = useTexts('register');
  const [tone, icon] = EQUIPMENT_LOOK[row.standing];
  return <Tone tone={tone} icon={icon}>{t(`equipment_standing.${row.standing}`)}</Tone>;
}

/** The day up to which a service is good; that it is wanted and was never done. */
export function DueText({ due }: { due: ServiceDue }) {
  const t = useTexts('register');
  if (!due.wanted) return <span className={classes.quiet}>{t('not_wanted')}</span>;
  if (due.due_on === null) return <strong className={classes.over}>{t('never')}</strong>;
  return due.overdue ? <strong className={classes.over}>{due.due_on}</strong> : <span>{due.due_on}</span>;
}
