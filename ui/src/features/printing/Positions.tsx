/** Labels for the positions of a tank, rack by rack. */
import { IconDatabaseOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type TankRow } from '@/api';
import { EmptyState, FieldNumber, FieldSelect, formatNumber, Loaded, ProblemAlert, useTexts } from '@/shared';
import { CodeForm } from './CodeForm';
import classes from './Printing.module.css';

export function Positions() {
  const t = useTexts('printing');
  const tanks = useCommandQuery('storage.tanks', {});
  return (
    <Loaded query={tanks}>
      {({ tanks: all }) => (all.length === 0 ? <EmptyState icon={IconDatabaseOff} title={t('codes.no_tank')} hint={t('codes.no_tank_hint')} /> : <Racks tanks={all} />)}
    </Loaded>
  );
}

function Racks({ tanks }: { tanks: TankRow[] }) {
  const t = useTexts('printing');
  const [tank, setTank] = useState<string | null>(tanks[0]?.tank ?? null);
  const [first, setFirst] = useState('1');
  const [last, setLast] = useState('1');
  const racks = { first_rack: Number(first), last_rack: Number(last) };
  const whole = Number.isInteger(racks.first_rack) && Number.isInteger(racks.last_rack) && first !== '' && last !== '';
  const query = useCommandQuery('code.positions', { tank: tank ?? '', ...racks }, { enabled: tank !== null && whole, keepPrevious: true });
  const found = whole && !query.error ? query.data : undefined;
  const items = (found?.codes ?? []).map((code) => ({ code, name: '', detail: '' }));
  return (
    <CodeForm template="position" items={items} again={(found?.printed ?? 0) > 0}>
      <FieldSelect
        name="tank"
        label={t('codes.tank')}
        value={tank}
        onChange={setTank}
        required
        options={tanks.map((row) => ({ value: row.tank, label: `${row.site_code} ${row.room} ${row.code}` }))}
      />
      <FieldNumber name="first_rack" label={t('codes.first_rack')} value={first} onChange={setFirst} required />
      <FieldNumber name="last_rack" label={t('codes.last_rack')} value={last} onChange={setLast} required />
      <ProblemAlert problem={query.error ?? null} />
      {found && found.codes.length > 0 ? (
        <p className={classes.hint}>{t('codes.range', { first: found.codes[0] ?? '', last: found.codes.at(-1) ?? '', count: found.codes.length, shown: formatNumber(found.codes.length) })}</p>
      ) : null}
    </CodeForm>
  );
}
