/**
 * The label as it would be printed, from the printer's own bytes, and over it the places of its elements: press one to choose
 * it, drag it, or move it by the arrow keys in steps of half a millimetre.
 */
import { SegmentedControl } from '@mantine/core';
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { TemplatePreview } from '@/api';
import { Loaded, PdfView, useTexts, useWord } from '@/shared';
import { moved, type Element, type Sheet } from './sheet';
import type { Specimen } from './specimen';
import classes from './Templates.module.css';

/** CSS pixels: the widest and the highest picture. */
const WIDTH_PX = 520;
const HEIGHT_PX = 520;
/** One press of an arrow key; with Shift a tenth. */
const STEP_MM = 0.5;

interface Props {
  preview: Parameters<typeof Loaded<TemplatePreview>>[0]['query'];
  fresh: boolean;
  sheet: Sheet | null;
  specimen: Specimen;
  onSpecimen: (specimen: Specimen) => void;
  chosen: number | null;
  onChoose: (index: number) => void;
  onElement: (index: number, element: Element | null, of?: string) => void;
}

export function Preview({ preview, fresh, sheet, specimen, onSpecimen, ...places }: Props) {
  const t = useTexts('templates');
  const width = sheet && sheet.width > 0 && sheet.height > 0 ? Math.min(WIDTH_PX, (HEIGHT_PX * sheet.width) / sheet.height) : WIDTH_PX;
  return (
    <>
      <SpecimenSwitch specimen={specimen} onChange={onSpecimen} />
      <Loaded query={preview}>
        {({ pdf_base64: base64 }) => (
          <>
            {base64 ? null : <p className={classes.quiet} data-testid="template-no-preview">{t('preview.none')}</p>}
            <Picture base64={base64} width={width} fresh={fresh}>
              {sheet ? <Places sheet={sheet} scale={width / sheet.width} {...places} /> : null}
            </Picture>
          </>
        )}
      </Loaded>
      <p className={classes.quiet}>{t('preview.hint')}</p>
    </>
  );
}

/** The picture; the last one, faded, while there is none, so that what was moved too far can be moved back. */
function Picture({ base64, width, fresh, children }: { base64: string | null; width: number; fresh: boolean; children: ReactNode }) {
  const t = useTexts('templates');
  const [last, setLast] = useState(base64);
  if (base64 !== null && base64 !== last) setLast(base64);
  const shown = base64 ?? last;
  if (shown === null) return null;
  return (
    <div className={base64 ? undefined : classes.faded} data-testid={base64 ? 'template-preview' : 'template-last-preview'} data-fresh={fresh}>
      <PdfView base64={shown} width={width} label={t('preview.title')} stale={!fresh}>{children}</PdfView>
    </div>
  );
}

function SpecimenSwitch({ specimen, onChange }: { specimen: Specimen; onChange: (specimen: Specimen) => void }) {
  const t = useTexts('templates');
  const word = useWord();
  const choice = <K extends keyof Specimen>(name: K, value: string, data: { value: string; label: string }[], read: (text: string) => Specimen[K]) => (
    <SegmentedControl size="xs" value={value} data={data} onChange={(text) => onChange({ ...specimen, [name]: read(text) })} aria-label={t(`specimen.${name}`)} data-testid={`specimen-${name}`} />
  );
  return (
    <div className={classes.tools}>
      {choice('locale', specimen.locale, [{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }], (text) => text as Specimen['locale'])}
      {choice('scheme', specimen.scheme, ['local', 'isbt128'].map((value) => ({ value, label: word('NumberScheme', value) })), (text) => text as Specimen['scheme'])}
      {choice('purpose', specimen.purpose, ['live', 'demo'].map((value) => ({ value, label: word('Purpose', value) })), (text) => text as Specimen['purpose'])}
      {choice('longest', String(specimen.longest), ['false', 'true'].map((value) => ({ value, label: t(`specimen.longest_${value}`) })), (text) => text === 'true')}
    </div>
  );
}

interface PlacesProps extends Pick<Props, 'chosen' | 'onChoose' | 'onElement'> {
  sheet: Sheet;
  scale: number;
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function Places({ sheet, scale, chosen, onChoose, onElement }: PlacesProps) {
  const t = useTexts('templates');
  const [grip, setGrip] = useState<{ index: number; x: number; y: number; element: Element } | null>(null);
  const press = (index: number, element: Element) => (event: PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    // WebKit gives a pressed button no focus by itself, and the arrow keys go where the focus is.
    event.currentTarget.focus();
    event.preventDefault();
    setGrip({ index, x: event.clientX, y: event.clientY, element });
    onChoose(index);
  };
  const steps = (px: number) => Math.round(px / scale / STEP_MM) * STEP_MM;
  const drag = (event: PointerEvent) => {
    if (grip) onElement(grip.index, moved(grip.element, steps(event.clientX - grip.x), steps(event.clientY - grip.y)), `drag ${grip.index} ${grip.x} ${grip.y}`);
  };
  const nudge = (index: number, element: Element) => (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? STEP_MM / 5 : STEP_MM;
    onElement(index, moved(element, way[0] * step, way[1] * step), `nudge ${index}`);
  };
  return (
    <div className={classes.places}>
      {sheet.elements.map((element, index) => {
        const [x, y, w, h] = element.area;
        return (
          <button
            // Elements have no names; their places in the text are theirs.
            key={index}
            type="button"
            className={classes.place}
            style={{ left: x * scale, top: y * scale, width: w * scale, height: Math.max(h * scale, 4) }}
            aria-pressed={chosen === index}
            aria-label={`${t('element', { number: index + 1 })} · ${t(`kind.${element.kind}`)}`}
            onFocus={() => onChoose(index)}
            onPointerDown={press(index, element)}
            onPointerMove={drag}
            onPointerUp={() => setGrip(null)}
            onKeyDown={nudge(index, element)}
            data-testid={`place-${index}`}
          />
        );
      })}
    </div>
  );
}
