/** Gathers units for a run: each scan says at once whether the unit fits; then the line clearance, and it begins. */
import { ActionIcon, Button } from '@mantine/core';
import { IconBarcode, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { call, useAct, useCommandQuery, type ClearanceView, type Problem, type RunFit, type UnitRow } from '@/api';
import { ActForm, Buttons, Din, FieldChecks, Loaded, PageHeader, Panel, pick, ProblemAlert, readScanOf, scannedTwice, unitNotHere, useInTurn, useKept, useOpen, useScan, useTexts } from '@/shared';
import { UNIT_KINDS } from '../step';
import classes from './Run.module.css';

const NONE: string[] = [];
const ids = (rows: UnitRow[]) => rows.map(({ donation }) => donation);

export function NewRun() {
  const clearance = useCommandQuery('run.clearance', {});
  return <Loaded query={clearance}>{(list) => <Gather clearance={list} />}</Loaded>;
}

function Gather({ clearance }: { clearance: ClearanceView }) {
  const t = useTexts('bench');
  const open = useOpen();
  const start = useAct('run.start');
  const { value: fit, change } = useInTurn<RunFit | null>(null);
  const [checks, setChecks] = useState<string[]>([]);
  const units = fit?.units ?? [];
  const kept = useKept(['new run'], NONE);
  const [problem, setProblem] = useState<Problem | null>(null);
  const changeAndKeep = async (step: (now: RunFit | null) => Promise<RunFit | null>) => {
    const now = await change(step);
    setProblem(null);
    kept.set(ids(now?.units ?? []));
  };
  // What was gathered before the screen was left is judged anew.
  useEffect(() => {
    const units = kept.value;
    if (units.length > 0) change((now) => now ?? call('run.check', { units })).catch(setProblem);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the screen opens
  }, []);

  useScan(async (text) => {
    const { kind, unit, value } = await readScanOf(text, UNIT_KINDS, { also: ['document'] });
    if (kind === 'document') return false;
    if (!unit) throw unitNotHere(value);
    await changeAndKeep(async (now) => {
      const before = ids(now?.units ?? []);
      if (before.includes(unit.donation)) throw scannedTwice(unit.din ?? value);
      // The program names who does not fit; such a unit never comes into the list.
      return await call('run.check', { units: [...before, unit.donation] });
    });
    return true;
  });
  const remove = (donation: string) =>
    changeAndKeep(async (now) => {
      const rest = ids(now?.units ?? []).filter((one) => one !== donation);
      return rest.length === 0 ? null : await call('run.check', { units: rest });
    });
  const submit = () =>
    start.mutate({ units: ids(units), checks }, { onSuccess: ({ row }) => { kept.forget(); open.run(row.run); } });
  return (
    <>
      <PageHeader
        title={t('run.new')}
        subtitle={fit ? t('run.fits', { count: units.length, number: fit.number, step: pick(fit), sop: pick({ zh: fit.sop_zh, en: fit.sop_en }), version: fit.version }) : t('run.scan_hint')}
        actions={<Button variant="default" onClick={() => open.screen('bench')} data-testid="run-cancel">{t('run.back')}</Button>}
      />
      <ProblemAlert problem={problem} />
      <div className={classes.gather}>
        <Panel title={t('run.units', { count: units.length })}>
          <div className={classes.scanHere}><IconBarcode size={40} stroke={1.5} aria-hidden /><strong>{t('run.scan')}</strong></div>
          <ol className={classes.gathered} data-testid="run-gathered">
            {units.map((unit, index) => (
              <li key={unit.donation} data-testid={`row-${unit.din ?? unit.donation}`}>
                <span className={classes.place}>{index + 1}</span>
                <Din din={unit.din} check={unit.check_character} />
                <ActionIcon size="lg" onClick={() => void remove(unit.donation)} aria-label={t('run.remove')}><IconX size={20} /></ActionIcon>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title={t('run.clearance_before')}>
          <ActForm act={start} onSubmit={submit}>
            <div className={classes.checks}>
              <FieldChecks<string>
                name="checks"
                label={t('run.confirm_each')}
                value={checks}
                onChange={setChecks}
                options={clearance.before.map((check) => ({ value: check.code, label: pick(check) }))}
              />
            </div>
            <Buttons>
              <Button type="submit" size="lg" leftSection={<IconPlayerPlay size={24} />} loading={start.isPending} disabled={units.length === 0} data-testid="submit-run-start">
                {t('run.start', { count: units.length })}
              </Button>
            </Buttons>
          </ActForm>
        </Panel>
      </div>
    </>
  );
}
