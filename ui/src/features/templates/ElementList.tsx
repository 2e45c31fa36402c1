/** The elements of a label as rows; the chosen one opens into its form, with what is wrong beside each field. */
import { Button, Menu, NumberInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Problem } from '@/api';
import { Panel, problemText, useTexts } from '@/shared';
import { ElementForm } from './ElementForm';
import { KINDS, newElement, placeOf, type Element, type Sheet } from './sheet';
import classes from './Templates.module.css';

interface Props {
  sheet: Sheet;
  chosen: number | null;
  onChoose: (index: number | null) => void;
  faults: Problem[];
  placeholders: string[];
  onChange: (sheet: Sheet, of?: string) => void;
  onElement: (index: number, element: Element | null, of?: string) => void;
}

export function ElementList({ sheet, chosen, onChoose, faults, placeholders, onChange, onElement }: Props) {
  const t = useTexts('templates');
  const side = (name: 'width' | 'height') => (
    <NumberInput
      label={t(`sheet.${name}`)}
      value={sheet[name]}
      onChange={(value) => typeof value === 'number' && onChange({ ...sheet, [name]: value }, name)}
      step={0.5}
      decimalScale={2}
      suffix=" mm"
      error={faults.filter(({ field }) => field === name).map(problemText)[0]}
      data-testid={`sheet-${name}`}
    />
  );
  const add = (kind: (typeof KINDS)[number]) => {
    onChange({ ...sheet, elements: [...sheet.elements, newElement(kind)] });
    onChoose(sheet.elements.length);
  };
  return (
    <Panel
      title={t('elements')}
      aside={
        <Menu>
          <Menu.Target><Button variant="light" leftSection={<IconPlus size={20} />} data-testid="element-add">{t('add')}</Button></Menu.Target>
          <Menu.Dropdown>
            {KINDS.map((kind) => <Menu.Item key={kind} onClick={() => add(kind)} data-testid={`element-add-${kind}`}>{t(`kind.${kind}`)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <div className={classes.fields}>{side('width')}{side('height')}</div>
      <ol className={classes.elements} data-testid="elements">
        {sheet.elements.map((element, index) => {
          const own = faults.filter(({ field }) => placeOf(field)?.index === index);
          const open = chosen === index;
          return (
            // Elements have no names; their places in the text are theirs.
            <li key={index} data-faulty={own.length > 0 || undefined}>
              <button type="button" className={classes.element} aria-expanded={open} onClick={() => onChoose(open ? null : index)} data-testid={`element-${index}`}>
                <span className={classes.number}>{index + 1}</span>
                <span>{t(`kind.${element.kind}`)}</span>
                <span className={classes.say}>{says(element, t)}</span>
                {element.when ? <span className={classes.badge}>{t('conditional')}</span> : null}
              </button>
              {open ? (
                <ElementForm
                  element={element}
                  faults={own}
                  placeholders={placeholders}
                  onChange={(next, part) => onElement(index, next, `${index} ${part}`)}
                  onRemove={() => {
                    onElement(index, null);
                    onChoose(null);
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** What tells an element from its like. */
function says(element: Element, t: (key: string) => string): string {
  if (typeof element.zh === 'string') return element.zh;
  if (typeof element.code === 'string') return t(`code.${element.code}`);
  return '';
}
