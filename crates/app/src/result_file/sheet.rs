//! A file of rows: its encoding, its columns, its limits.

use crate::context::Answer;
use crate::text_file::decode;
use api::Problem;

/// More is another sort of work than what a person checks on a screen.
const BYTES_MAX: usize = 2 * 1024 * 1024;
const ROWS_MAX: usize = 5_000;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Din,
    Test,
    Value,
    Unit,
    Method,
    State,
    Reason,
    Device,
    Lot,
    Level,
    Measured,
}

/// The columns of a sort of file.
pub(crate) struct Layout {
    /// Each column with the headings that it may have; the first one is said where it is missing.
    pub(crate) columns: &'static [(Column, &'static [&'static str])],
    /// Columns that a file must have.
    pub(crate) required: &'static [Column],
}

/// The columns of a file of results.
pub(super) const RESULTS: Layout = Layout {
    columns: &[
        (
            Column::Din,
            &[
                "din",
                "donation number",
                "donation",
                "specimen",
                "献血编号",
                "捐献编号",
                "脐血编号",
                "标本号",
                "编号",
            ],
        ),
        (Column::Test, &["test", "test code", "code", "项目", "项目代码", "检测项目"]),
        (Column::Value, &["value", "result", "结果", "值", "检测结果"]),
        (Column::Unit, &["unit", "单位"]),
        (Column::Method, &["method", "方法", "检测方法"]),
        (Column::State, &["state", "status", "状态"]),
        (Column::Reason, &["correction reason", "reason", "更正原因", "原因"]),
        (Column::Device, &["device", "analyser", "analyzer", "instrument", "设备", "仪器", "设备编号"]),
    ],
    required: &[Column::Din, Column::Test, Column::Value],
};

/// A file, read.
pub(crate) struct Sheet {
    pub(crate) encoding: &'static str,
    pub(crate) lines: Vec<Line>,
    layout: &'static Layout,
    headings: Vec<(Column, String)>,
}

/// A row.
pub(crate) struct Line {
    /// Its line in the file, the header being the first.
    pub(crate) number: u32,
    cells: Vec<(Column, String)>,
}

impl Line {
    /// What stands in a column; empty where the file has none of it.
    pub(crate) fn cell(&self, column: Column) -> &str {
        let found = self.cells.iter().find(|(known, _)| *known == column);
        found.map_or("", |(_, text)| text.as_str())
    }
}

impl Sheet {
    /// The heading of a column as the file has it.
    pub(crate) fn heading(&self, column: Column) -> String {
        let found = self.headings.iter().find(|(known, _)| *known == column);
        found.map_or_else(|| usual(self.layout, column).to_owned(), |(_, heading)| heading.clone())
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Too large, neither UTF-8 nor GBK, a column missing or there twice, too many rows or none.
    pub(crate) fn read(bytes: &[u8], layout: &'static Layout) -> Answer<Self> {
        let refuse = |code: &str| Problem::refusal(code).at("content");
        if bytes.len() > BYTES_MAX {
            return Err(refuse("result.file_size").with("max_mb", BYTES_MAX / 1024 / 1024));
        }
        let (encoding, text) = decode(bytes).ok_or_else(|| refuse("result.file_encoding"))?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let unreadable = |e: &csv::Error| {
            let line = e.position().map_or(1, csv::Position::line);
            refuse("result.file_line").with("line", line)
        };
        let header = reader.headers().map_err(|e| unreadable(&e))?.clone();
        let columns: Vec<Option<Column>> = header.iter().map(|heading| column(layout, heading)).collect();
        let mut headings: Vec<(Column, String)> = Vec::new();
        for (column, heading) in columns.iter().zip(&header) {
            let Some(column) = column else { continue };
            if headings.iter().any(|(known, _)| known == column) {
                return Err(refuse("result.file_column_twice").with("column", heading));
            }
            headings.push((*column, heading.to_owned()));
        }
        if let Some(missing) =
            layout.required.iter().find(|wanted| !headings.iter().any(|(known, _)| known == *wanted))
        {
            return Err(refuse("result.file_column").with("column", usual(layout, *missing)));
        }
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| unreadable(&e))?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if lines.len() == ROWS_MAX {
                return Err(refuse("result.file_rows").with("max", ROWS_MAX));
            }
            let number = record.position().map_or(0, |at| line_at(&text, at));
            // A cell beyond the header is a decimal comma that would be cut off; a line break within one is a quote that
            // was never closed and would swallow the rows after it.
            let surplus = record.iter().skip(header.len()).any(|cell| !cell.is_empty());
            if surplus || record.iter().any(|cell| cell.contains(['\n', '\r'])) {
                return Err(refuse("result.file_line").with("line", number));
            }
            let cells = columns.iter().zip(&record);
            let cells = cells.filter_map(|(column, cell)| Some(((*column)?, cell.to_owned())));
            lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells: cells.collect() });
        }
        if lines.is_empty() {
            return Err(refuse("result.file_empty"));
        }
        Ok(Self { encoding, lines, layout, headings })
    }
}

/// The line of a record: the reader counts the empty lines before it as its own.
fn line_at(text: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(start..).unwrap_or_default();
    let empty = before.iter().take_while(|byte| **byte == b'\n').count();
    at.line() + u64::try_from(empty).unwrap_or(0)
}

/// What parts the columns, by the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    if header.contains(',') {
        b','
    } else if header.contains('\t') {
        b'\t'
    } else {
        b';'
    }
}

fn column(layout: &Layout, heading: &str) -> Option<Column> {
    let plain = heading.trim().to_lowercase().replace('_', " ");
    let found = layout.columns.iter().find(|(_, headings)| headings.contains(&plain.as_str()));
    found.map(|(column, _)| *column)
}

fn usual(layout: &Layout, column: Column) -> &'static str {
    let found = layout.columns.iter().find(|(known, _)| *known == column);
    found.and_then(|(_, headings)| headings.first().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, String, String, String)> {
        let sheet = Sheet::read(bytes, &RESULTS).unwrap_or_else(|problem| panic!("{problem}"));
        let cell = |line: &Line, column| line.cell(column).to_owned();
        let read = |line: &Line| {
            (line.number, cell(line, Column::Din), cell(line, Column::Test), cell(line, Column::Value))
        };
        sheet.lines.iter().map(read).collect()
    }

    fn refused(bytes: &[u8]) -> String {
        Sheet::read(bytes, &RESULTS).err().map(|problem| problem.code).unwrap_or_default()
    }

    #[test]
    fn both_encodings_headers_and_separators_say_the_same() {
        let row = |line, value: &str| vec![(line, "A1".to_owned(), "hbsag".to_owned(), value.to_owned())];
        assert_eq!(cells(b"din,test,value\nA1,hbsag,reactive\n"), row(2, "reactive"));
        assert_eq!(cells(b"\xef\xbb\xbfDIN,Test Code,Result\r\nA1,hbsag,reactive\r\n"), row(2, "reactive"));
        assert_eq!(cells(b"value;note;din;test\n\n x ; y ; A1 ;hbsag\n"), row(3, "x"));
        assert_eq!(cells("编号\t项目\t结果\nA1\thbsag\t有反应性\n".as_bytes()), row(2, "有反应性"));
        let (gbk, _, _) = encoding_rs::GBK.encode("献血编号,检测项目,结果\nA1,hbsag,有反应性\n");
        assert_eq!(cells(&gbk), row(2, "有反应性"));
        assert_eq!(cells(b"din,test,value\nA1,hbsag,\"a,\"\"b\"\"\"\n"), row(2, "a,\"b\""));
        // A row that ends early has empty cells.
        assert_eq!(cells(b"din,test,value\nA1,hbsag\n"), row(2, ""));
    }

    #[test]
    fn a_file_that_is_none_is_refused_as_a_whole() {
        assert_eq!(refused(b""), "result.file_column");
        assert_eq!(refused(b"din,test,value\n"), "result.file_empty");
        assert_eq!(refused(b"din,test,value\nA1,hct_post,31,5\n"), "result.file_line");
        assert_eq!(
            refused(b"din,test,value,x\nA1,hbsag,reactive,\"re\nA2,hbsag,reactive,\n"),
            "result.file_line"
        );
        assert_eq!(cells(b"din,test,value\nA1,hct_post,31.5,,\n").len(), 1, "empty cells say nothing");
        assert_eq!(refused(b"din,value\nA1,2\n"), "result.file_column");
        assert_eq!(refused(b"din,test,value,result\nA1,t,1,2\n"), "result.file_column_twice");
        assert_eq!(refused(b"PK\x03\x04\x00\x00\xff\xff"), "result.file_encoding");
        assert_eq!(refused(&vec![b'a'; BYTES_MAX + 1]), "result.file_size");
        let many = format!("din,test,value\n{}", "A1,t,1\n".repeat(ROWS_MAX + 1));
        assert_eq!(refused(many.as_bytes()), "result.file_rows");
        assert_eq!(
            cells(format!("din,test,value\n{}", "A1,t,1\n".repeat(ROWS_MAX)).as_bytes()).len(),
            ROWS_MAX
        );
    }
}
