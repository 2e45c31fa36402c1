/** Where a part is put: freezer by scan or number, rack, box, cell. */
import type { ThingName } from '@/api';
import { FieldScan } from '../form/FieldScan';
import { FieldRow } from '../form/layout';
import { FieldText } from '../form/texts';
import type { Bound } from '../form/useFields';
import { useTexts } from '../i18n';
import classes from './Samples.module.css';

export interface PlaceValues {
  device: string;
  rack: string;
  box_code: string;
  cell: string;
}

export const EMPTY_PLACE: PlaceValues = { device: '', rack: '', box_code: '', cell: '' };

interface Props {
  devices: ThingName[];
  bind: (name: keyof PlaceValues) => Bound<string>;
  set: (name: 'device' | 'box_code', value: string) => void;
  hint: string;
}

export function PlaceFields({ devices, bind, set, hint }: Props) {
  const t = useTexts('samples');
  const known = devices.map(({ code }) => code).join('、');
  return (
    <div role="group" aria-label={t('place')} className={classes.place}>
      <FieldRow>
        <FieldScan {...bind('device')} label={t('place_device')} description={known === '' ? t('no_devices') : t('devices', { known })} />
        <FieldText {...bind('rack')} maxLength={40} />
      </FieldRow>
      <FieldRow>
        <FieldScan {...bind('box_code')} label={t('box')} onChange={(text) => set('box_code', text.replace(/^&b/, ''))} description={hint} />
        <FieldText {...bind('cell')} description={t('cell_hint')} mono maxLength={3} />
      </FieldRow>
    </div>
  );
}
