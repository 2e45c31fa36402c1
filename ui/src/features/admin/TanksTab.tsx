/** Liquid-nitrogen tanks. */
import { useAct, type BankOverview, type TankPurpose } from '@/api';
import { ActForm, Bar, Buttons, EmptyState, FieldNumber, FieldRadio, FieldRow, FieldSelect, FieldText, formatNumber, FormDialog, pick, SubmitButton, useCan, useFields, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';
import { Section } from './Section';

export function TanksTab({ bank }: { bank: BankOverview }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('administer');
  return (
    <Section
      name="tanks"
      label={t('tab.tanks')}
      rows={bank.tanks}
      rowKey={(tank) => tank.tank}
      empty={<EmptyState title={t('tanks.empty')} />}
      action={may ? (
        <FormDialog title={t('tanks.add')} testId="admin-add-tank">{(close) => <AddTank bank={bank} onDone={close} />}</FormDialog>
      ) : null}
      columns={[
        { key: 'code', title: shared('fields.tank'), width: '10ch', cell: (tank) => <span className={classes.mono}>{tank.code}</span> },
        { key: 'site', title: shared('fields.site'), width: '10ch', cell: (tank) => <span className={classes.mono}>{tank.site_code}</span> },
        { key: 'room', title: shared('fields.room'), width: '1fr', cell: (tank) => tank.room },
        { key: 'purpose', title: shared('fields.purpose'), width: '1fr', cell: (tank) => word('TankPurpose', tank.purpose) },
        { key: 'size', title: t('tanks.size'), width: '9em', cell: (tank) => `${tank.racks} × ${tank.slots}` },
        {
          key: 'used',
          title: t('tanks.used'),
          width: '2fr',
          cell: (tank) => {
            const all = tank.racks * tank.slots;
            return <Bar value={tank.occupied} max={all} tone={tank.occupied > all * 0.9 ? 'orange' : 'pine'}>{formatNumber(tank.occupied)} / {formatNumber(all)}</Bar>;
          },
        },
      ]}
    />
  );
}

const PURPOSES: TankPurpose[] = ['quarantine', 'permanent'];

function AddTank({ bank, onDone }: { bank: BankOverview; onDone: () => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const act = useAct('admin.add_tank');
  const { values, bind } = useFields({
    site: (bank.sites.find(({ kind }) => kind === 'laboratory') ?? bank.sites[0])?.site ?? null,
    room: '',
    code: '',
    purpose: 'permanent' as TankPurpose,
    racks: '',
    slots: '',
  });
  const { site } = values;
  const [racks, slots] = [Number(values.racks), Number(values.slots)];
  const complete = site !== null && [racks, slots].every((count) => Number.isInteger(count) && count > 0);
  const submit = () => {
    if (!complete) return;
    const { room, code, purpose } = values;
    act.mutate({ site, room: room.trim(), code: code.trim().toUpperCase(), purpose, racks, slots }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldSelect {...bind('site')} options={bank.sites.map((row) => ({ value: row.site, label: pick({ zh: row.name_zh, en: row.name_en }) }))} />
      <FieldRow>
        <FieldText {...bind('room')} required autoFocus />
        <FieldText {...bind('code')} description={t('tanks.code_hint')} mono required />
      </FieldRow>
      <FieldRadio
        {...bind('purpose')}
        options={PURPOSES.map((value) => ({ value, label: word('TankPurpose', value) }))}
      />
      <FieldRow>
        <FieldNumber {...bind('racks')} required />
        <FieldNumber {...bind('slots')} required />
      </FieldRow>
      <Buttons>
        <SubmitButton command="admin.add_tank" act={act} disabled={!complete}>{t('tanks.add')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
