import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { renderWith } from '@/test/render';
import { DataGrid } from './DataGrid';

const ROWS = Array.from({ length: 5000 }, (_, index) => ({ id: `r${index}` }));
const COLUMNS = [{ key: 'id', title: 'Id', width: '1fr', cell: (row: { id: string }) => row.id }];

beforeAll(() => {
  // jsdom lays nothing out: give the scroller a height.
  for (const name of ['offsetHeight', 'clientHeight']) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 480 });
  for (const name of ['offsetWidth', 'clientWidth']) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 800 });
});

function grid(more: Partial<Parameters<typeof DataGrid<{ id: string }>>[0]> = {}) {
  renderWith({}, <DataGrid rows={ROWS} columns={COLUMNS} rowKey={(row) => row.id} label="rows" testId="g" {...more} />);
  return screen.getAllByRole('grid')[0] as HTMLElement;
}

describe('DataGrid', () => {
  it('has only the rows in sight', async () => {
    grid();
    const shown = await screen.findAllByTestId('g-row');
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThan(60);
  });

  it('is worked by keys', () => {
    const onOpen = vi.fn();
    const list = grid({ onOpen });
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) fireEvent.keyDown(list, { key });
    expect(onOpen).toHaveBeenCalledExactlyOnceWith({ id: 'r1' });
    fireEvent.keyDown(list, { key: 'Home' });
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(onOpen).toHaveBeenLastCalledWith({ id: 'r0' });
  });

  it('leaves the keys of a control in a row alone', () => {
    const onOpen = vi.fn();
    const columns = [{ key: 'b', title: '', width: '1fr', cell: () => <button type="button">act</button> }];
    grid({ columns, onOpen });
    const button = screen.getAllByRole('button')[0] as HTMLElement;
    expect(fireEvent.keyDown(button, { key: 'Enter' })).toBe(true);
    fireEvent.click(button);
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('asks for more only near the end', () => {
    const loadMore = vi.fn();
    grid({ hasMore: true, loadMore });
    expect(loadMore).not.toHaveBeenCalled();
    grid({ rows: ROWS.slice(0, 15), hasMore: true, loadMore, testId: 'short', label: 'short' });
    expect(loadMore).toHaveBeenCalled();
  });
});
