/** Receiving one bag: bag, companion, temperatures of the journey, look of seal and bag. */
import { useEffect, useRef, useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, Din, FieldNumber, FieldRadio, FieldRow, focusFirstEmpty, Panel, ScanSlot, SubmitButton, useTexts, useWord } from '@/shared';
import { toReceive, type Intact, type Journey, type Scans } from './receiving';
import classes from './receipt.module.css';

interface Props {
  shipment: string;
  scans: Scans;
  journey: Journey;
  onJourney: (journey: Journey) => void;
  onClear: (slot: keyof Scans) => void;
  onReceived: (donation: string) => void;
}

export function ReceiveForm({ shipment, scans, journey, onJourney, onClear, onReceived }: Props) {
  const t = useTexts('receipt');
  const word = useWord();
  const act = useAct('receipt.receive');
  const root = useRef<HTMLDivElement>(null);
  const [intact, setIntact] = useState<Intact | null>(null);
  const request = toReceive(shipment, scans, journey, intact);
  const { bag, companion } = scans;
  const filled = Number(bag !== null) + Number(companion !== null);
  useEffect(() => {
    if (filled >= 0) focusFirstEmpty(root.current);
  }, [filled]);

  const temperature = (name: keyof Journey) => ({
    name,
    value: journey[name],
    onChange: (value: string) => onJourney({ ...journey, [name]: value }),
  });
  return (
    <Panel title={t('receive.title')}>
      <div ref={root}>
        <ActForm act={act} onSubmit={() => request && act.mutate(request, { onSuccess: ({ donation }) => onReceived(donation) })}>
          <div className={classes.slots}>
            <ScanSlot
              name="bag"
              field="bag_scan"
              title={bag ? word('ScanKind', 'bag') : t('receive.bag')}
              hint={t('receive.bag_hint')}
              value={bag ? <Din din={bag.value} large /> : null}
              active={!bag}
              onClear={() => onClear('bag')}
            />
            <ScanSlot
              name="companion"
              field="companion_scan"
              title={companion ? word('ScanKind', companion.kind) : t('receive.companion')}
              hint={t('receive.companion_hint')}
              value={companion ? <Din din={companion.value} large /> : null}
              active={bag !== null && !companion}
              onClear={() => onClear('companion')}
            />
          </div>
          <FieldRow>
            <FieldNumber {...temperature('temperature_min_c')} label={t('receive.temperature_min')} description={t('receive.temperature_hint')} suffix="°C" required />
            <FieldNumber {...temperature('temperature_max_c')} label={t('receive.temperature_max')} description={t('receive.temperature_kept')} suffix="°C" required />
          </FieldRow>
          <FieldRadio<Intact>
            name="intact"
            value={intact}
            onChange={setIntact}
            label={t('receive.intact')}
            description={t('receive.intact_hint')}
            required
            options={[{ value: 'yes', label: t('receive.intact_yes') }, { value: 'no', label: t('receive.intact_no') }]}
          />
          <Buttons><SubmitButton command="receipt.receive" act={act} disabled={!request}>{t('receive.submit')}</SubmitButton></Buttons>
        </ActForm>
      </div>
    </Panel>
  );
}
