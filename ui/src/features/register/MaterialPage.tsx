/** One lot: how it stands at each site, its deliveries with their inspections, its recalls, and the units that it was used on. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconBottle, IconClipboardCheck, IconHandStop, IconListCheck, IconRuler2 } from '@tabler/icons-react';
import { useAct, useCommandQuery, type DeliveryView, type MaterialView } from '@/api';
import { FormDialog, Loaded, PageHeader, Panel, ProblemAlert, TimeText, useCan, useTexts, useWord } from '@/shared';
import { CountForm, InspectForm, OpenForm, RecallForm } from './MaterialForms';
import { LotTone } from './MaterialList';
import { PastRecalls, WithdrawRecall } from './Recalls';
import classes from './Register.module.css';
import { StockRule, StockRuleForm } from './StockRule';
import { Uses } from './Uses';

interface Props {
  code: string;
  onBack: () => void;
}

export function MaterialPage({ code, onBack }: Props) {
  const t = useTexts('register');
  const query = useCommandQuery('material.get', { code }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="register-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>
    </>
  );
}

function Page({ view }: { view: MaterialView }) {
  const t = useTexts('register');
  const shared = useTexts('shared');
  const word = useWord();
  const may = useCan('keep_register');
  const recalls = useCan('review');
  const { row, recall, users } = view;
  const usable = may && row.here && recall === null;
  return (
    <div className={classes.page} data-testid="material-page" data-standing={row.standing}>
      <PageHeader
        title={<span className={classes.head}><span className={classes.mono}>{row.code}</span> {row.name} <LotTone row={row} /></span>}
        subtitle={[
          word('ThingKind', row.kind), t('material.until', { day: row.expires_on }), view.open_days === null ? '' : t('material.days', { count: view.open_days }),
        ].filter(Boolean).join(' · ')}
        actions={
          <>
            {usable && view.open_days !== null ? (
              <FormDialog title={t('open.title')} testId="material-open" icon={<IconBottle size={20} />}>{(close) => <OpenForm code={row.code} onDone={close} />}</FormDialog>
            ) : null}
            {may && row.here ? (
              <FormDialog title={t('count.title')} testId="material-count" variant="default" icon={<IconListCheck size={20} />}>{(close) => <CountForm row={row} onDone={close} />}</FormDialog>
            ) : null}
            {may && row.here ? (
              <FormDialog title={t('rule.title')} testId="material-rule" variant="default" icon={<IconRuler2 size={20} />}>{(close) => <StockRuleForm view={view} onDone={close} />}</FormDialog>
            ) : null}
            {recalls && recall === null ? (
              <FormDialog title={t('recall.title')} testId="material-recall" variant="default" icon={<IconAlertTriangle size={20} />}>
                {(close) => <RecallForm code={row.code} users={users} onDone={close} />}
              </FormDialog>
            ) : null}
          </>
        }
      />
      {recall === null ? null : (
        <div className={classes.warn}>
          <p>{t('recall.said', { reason: recall.reason, by: recall.by })} <TimeText ms={recall.at_ms} /></p>
          {view.unheld === 0 ? <p>{t('recall.all_held')}</p> : <HoldUsers code={row.code} unheld={view.unheld} may={recalls} />}
          <WithdrawRecall view={view} />
        </div>
      )}
      <PastRecalls view={view} />
      <Panel title={t('stock.title')}>
        <table className={classes.table}>
          <thead><tr><th>{t('place')}</th><th>{t('standing')}</th><th>{t('material.left')}</th><th>{t('material.open_until')}</th></tr></thead>
          <tbody>
            {view.sites.map((site) => (
              <tr key={site.site_code}>
                <td>{site.site_code}</td><td><LotTone row={site} /></td><td className={site.standing === 'none_left' ? classes.over : undefined}>{site.stock} {site.unit}</td><td><TimeText ms={site.open_until_ms} /></td>
              </tr>
            ))}
          </tbody>
        </table>
        <StockRule view={view} />
      </Panel>
      <Panel title={t('delivery.title')}>
        <table className={classes.table}>
          <thead><tr><th>{t('delivery.received')}</th><th>{t('place')}</th><th>{t('material.quantity')}</th><th>{shared('fields.kind')}</th><th>{t('material.expires_on')}</th><th>{t('material.open_days')}</th><th>{t('material.supplier')}</th><th>{t('delivery.inspected')}</th></tr></thead>
          <tbody>{view.deliveries.map((delivery) => <Delivery key={`${delivery.station} ${delivery.seq}`} code={row.code} delivery={delivery} />)}</tbody>
        </table>
      </Panel>
      {view.events.length === 0 ? null : (
        <Panel title={t('events.title')}>
          <ul className={classes.events}>
            {view.events.map((event) => (
              <li key={`${event.at_ms} ${event.left ?? ''}`}>
                <TimeText ms={event.at_ms} /> · {event.by} · {event.site_code} · {event.left === null ? t('events.opened') : t('events.counted', { left: event.left, unit: row.unit, reason: event.reason })}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Uses code={row.code} users={users} />
    </div>
  );
}

function Delivery({ code, delivery }: { code: string; delivery: DeliveryView }) {
  const t = useTexts('register');
  const word = useWord();
  return (
    <tr data-testid="delivery">
      <td>{delivery.received_by} <TimeText ms={delivery.received_ms} /></td>
      <td>{delivery.site_code}</td>
      <td>{delivery.quantity} {delivery.unit}</td>
      <td>{word('ThingKind', delivery.kind)}</td>
      <td>{delivery.expires_on}</td>
      <td>{delivery.open_days}</td>
      <td>{delivery.supplier}</td>
      <td>
        {delivery.accepted === null ? null : (
          <>{t(delivery.accepted ? 'inspect.accepted' : 'inspect.refused')} · {delivery.inspected_by} <TimeText ms={delivery.inspected_ms} /> {delivery.note}</>
        )}
        {delivery.inspectable ? (
          <FormDialog title={t('inspect.title')} testId="material-inspect" variant="light" icon={<IconClipboardCheck size={20} />}>
            {(close) => <InspectForm code={code} delivery={delivery} onDone={close} />}
          </FormDialog>
        ) : null}
        {delivery.accepted === null && !delivery.inspectable ? <span className={classes.quiet}>{t('inspect.awaited')}</span> : null}
      </td>
    </tr>
  );
}

/** Units whose use of the lot came to this station after its recall. */
function HoldUsers({ code, unheld, may }: { code: string; unheld: number; may: boolean }) {
  const t = useTexts('register');
  const act = useAct('material.hold_users');
  return (
    <>
      <p>{t('recall.unheld', { count: unheld })}</p>
      <ProblemAlert problem={act.error} />
      {may ? (
        <Button color="red.9" leftSection={<IconHandStop size={20} />} loading={act.isPending} onClick={() => act.mutate({ code })} data-testid="material-hold_users">
          {t('recall.hold', { count: unheld })}
        </Button>
      ) : null}
    </>
  );
}
