/** What the unit was made with, and by whom: each device, lot and person, with the step and the moment. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCommandQuery, type UnitTrace, type UseView } from '@/api';
import { EmptyState, Loaded, Panel, pick, TimeText, Tone, useTexts } from '@/shared';
import classes from './Trace.module.css';

export function TraceTab({ donation }: { donation: string }) {
  const query = useCommandQuery('unit.trace', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={query}>{(trace) => <Trace trace={trace} />}</Loaded>;
}

function Trace({ trace }: { trace: UnitTrace }) {
  const t = useTexts('unit');
  return (
    <div className={classes.trace} data-testid="unit-trace">
      <Panel title={t('trace.lots')}><Things uses={trace.lots} testId="trace-lots" /></Panel>
      <Panel title={t('trace.equipment')}><Things uses={trace.equipment} rooms testId="trace-equipment" /></Panel>
      <Panel title={t('trace.rooms')}><Things uses={trace.rooms} testId="trace-rooms" /></Panel>
      <Panel title={t('trace.people')}>
        {trace.people.length === 0 ? <EmptyState title={t('trace.none')} /> : (
          <table className={classes.table} data-testid="trace-people">
            <thead><tr><th>{t('trace.person')}</th><th>{t('trace.acts')}</th><th>{t('trace.from')}</th><th>{t('trace.to')}</th><th>{t('trace.sites')}</th></tr></thead>
            <tbody>
              {trace.people.map((person) => (
                <tr key={`${person.name} ${person.first_ms}`}>
                  <td>{person.name}</td><td>{person.acts}</td><td><TimeText ms={person.first_ms} /></td><td><TimeText ms={person.last_ms} /></td>
                  <td>{person.sites.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}

function Things({ uses, rooms = false, testId }: { uses: UseView[]; rooms?: boolean; testId: string }) {
  const t = useTexts('unit');
  if (uses.length === 0) return <EmptyState title={t('trace.none')} />;
  return (
    <table className={classes.table} data-testid={testId}>
      <thead>
        <tr>
          <th>{t('trace.step')}</th><th>{t('trace.code')}</th><th>{t('trace.name')}</th>{rooms ? <th>{t('trace.room')}</th> : null}<th>{t('trace.when')}</th><th>{t('trace.by')}</th>
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => (
          <tr key={use.key}>
            <td>{stepOf(use) || [t('trace.collection'), t('trace.collection_bag')].join(' · ')}</td>
            <td className={classes.mono}>
              {use.code} {use.recalled ? <Tone tone="red" icon={IconAlertTriangle}>{t('trace.recalled')}</Tone> : null}
            </td>
            <td>{use.name}</td>
            {rooms ? <td>{[use.site_code, use.room].filter(Boolean).join(' · ')}</td> : null}
            <td><TimeText ms={use.at_ms} /></td>
            <td>{[use.by, use.second].filter(Boolean).join(' + ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stepOf(use: UseView): string {
  return [pick({ zh: use.step_zh, en: use.step_en }), pick({ zh: use.asked_zh, en: use.asked_en })].filter(Boolean).join(' · ');
}
