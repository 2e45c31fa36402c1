/** `/printing/kits`: label sets printed ahead of time, what became of them, and for how long the numbers last. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconBarcodeOff, IconPackages, IconPrinterOff } from '@tabler/icons-react';
import { useCommandQuery, type KitOverview } from '@/api';
import { Din, EmptyState, Facts, FormDialog, formatNumber, Loaded, PageHeader, Panel, TimeText, Tone, useOpen, useTexts } from '@/shared';
import { PrintKits, SpoilKit, SpoilOrder } from './KitForms';
import classes from './Printing.module.css';

/** The numbers run out so soon that a new block is to be asked for. */
const SOON_DAYS = 14;

export function Kits() {
  const t = useTexts('printing');
  const open = useOpen();
  const kits = useCommandQuery('kit.overview', {});
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('kits.title')}
        subtitle={t('kits.subtitle', { count: kits.data?.labels ?? 0 })}
        actions={
          <>
            <FormDialog title={t('kits.print')} testId="kits-print" icon={<IconPackages size={20} />}>{(close) => <PrintKits onDone={close} />}</FormDialog>
            <FormDialog title={t('kits.spoil')} testId="kits-spoil" variant="default" icon={<IconBarcodeOff size={20} />}>{(close) => <SpoilKit onDone={close} />}</FormDialog>
            <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('printing')} data-testid="printing-back">{t('unit.back')}</Button>
          </>
        }
      />
      <Loaded query={kits}>{(view) => <Shown view={view} />}</Loaded>
    </div>
  );
}

function Shown({ view }: { view: KitOverview }) {
  const t = useTexts('printing');
  const { remaining, monthly, lasts_days: days, prints, spoiled } = view;
  const short = remaining === 0 || (days !== null && days <= SOON_DAYS);
  return (
    <>
      <Panel title={t('kits.numbers')}>
        <Facts
          items={[
            [t('kits.remaining'), <strong key="r">{formatNumber(remaining)}</strong>],
            [t('kits.monthly'), formatNumber(monthly)],
            [t('kits.lasts'), days === null ? t('kits.lasts_unknown') : t('kits.days', { count: days, shown: formatNumber(days) })],
          ]}
        />
        {short ? <Tone tone="orange" icon={IconAlertTriangle}>{t('kits.soon')}</Tone> : null}
      </Panel>
      <Panel title={t('kits.printed')}>
        {prints.length === 0 ? <EmptyState title={t('kits.none')} hint={t('kits.none_hint')} icon={IconPackages} /> : (
          <table className={classes.table} data-testid="kit-prints">
            <thead>
              <tr>
                <th>{t('kits.range')}</th>
                <th>{t('kits.for')}</th>
                <th>{t('kits.count')}</th>
                <th>{t('kits.used')}</th>
                <th>{t('kits.spoiled_count')}</th>
                <th>{t('kits.open')}</th>
                <th>{t('kits.when')}</th>
              </tr>
            </thead>
            <tbody>
              {prints.map((print) => (
                <tr key={print.first} data-testid={`kit-print-${print.first}`} data-open={print.open}>
                  <th scope="row">
                    <Din din={print.first} /> – <Din din={print.last} />
                    {print.called_off ? (
                      <div className={classes.calledOff} data-testid={`kit-called_off-${print.first}`}>
                        <Tone tone="orange" icon={IconPrinterOff}>{t('kits.called_off')}</Tone>
                        {print.open > 0 ? (
                          <FormDialog title={t('kits.spoil_order')} testId={`kit-spoil_order-${print.first}`} variant="light" icon={<IconBarcodeOff size={20} />}>
                            {(close) => <SpoilOrder order={print} onDone={close} />}
                          </FormDialog>
                        ) : null}
                      </div>
                    ) : null}
                  </th>
                  <td>{print.site_code}</td>
                  <td>{formatNumber(print.count)}</td>
                  <td>{formatNumber(print.used)}</td>
                  <td>{formatNumber(print.spoiled)}</td>
                  <td>{formatNumber(print.open)}</td>
                  <td><TimeText ms={print.at_ms} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {spoiled.length > 0 ? (
        <Panel title={t('kits.spoiled')}>
          <table className={classes.table} data-testid="kits-spoiled">
            <tbody>
              {spoiled.map((kit) => (
                <tr key={kit.din}>
                  <th scope="row"><Din din={kit.din} /></th>
                  <td className={classes.left}>{kit.reason}</td>
                  <td><TimeText ms={kit.at_ms} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ) : null}
    </>
  );
}
