use super::*;

fn points(bytes: &[u8]) -> Vec<(u32, Option<i32>, i32)> {
    let rows = read(bytes).unwrap_or_else(|problem| panic!("{problem}: {:?}", problem.params));
    rows.points.iter().map(|point| (point.at_ms, point.chamber_mc, point.sample_mc)).collect()
}

#[test]
fn however_a_freezer_writes_it_the_same_curve_is_read() {
    let wanted = vec![(0, Some(4_000), 4_100), (90_000, Some(2_500), 3_050)];
    let sample = vec![(0, None, 4_100), (90_000, None, 3_050)];
    let cases: [(&[u8], &Vec<_>); 14] = [
        (b"Time,Chamber,Sample\n0,4.0,4.1\n90,2.5,3.05\n", &wanted),
        (b"\xef\xbb\xbftime;chamber temperature;sample_temperature\r\n0;4,0;4,1\r\n90;2,5;3,05\r\n", &wanted),
        ("时间（分）\t腔体温度（℃）\t样品温度（℃）\n1,5\t4\t4,1\n3\t2,5\t3,05\n".as_bytes(), &wanted),
        ("时间/秒,舱温/℃,样品/℃\n10,4,4.1\n\n100,2.5,3.05\n".as_bytes(), &wanted),
        (b"Freezer,CRF-2\nOperator,Li\n\nTime (mm:ss),Alarm,Sample (C),Chamber (C)\n00:00,,4.1,4\n01:30,x,3.05,2.5\n", &wanted),
        (b"elapsed,sample\n00:00:00,4.1\n00:01:30,3.05\n", &sample),
        (b"Time (hh:mm),Sample\n10:00,4.1\n10:01,4.0\n", &vec![(0, None, 4_100), (60_000, None, 4_000)]),
        (b"time,sample\n2026-03-01T23:59:00+08:00,4.1\n2026-03-02T00:00:30+08:00,3.05\n", &sample),
        (b"time,sample\n2026/03/01 23:59:00,4.1\n2026/03/02 00:00:30,3.05\n", &sample),
        (b"time,sample\n\"0\",\"+4.1\"\n\"90\",\"3.0499\"\n", &sample),
        (b"time,\"Chamber, left\",Sample\n0,9.9,4.1\n90,9.9,3.05\n", &sample),
        (b"\"Time\",\"Chamber\",\" sample \"\n0,\"4,0\",\"4,1\"\n90,\"2,5\", 3.05 \n", &wanted),
        (b"time;chamber;sample\n0;4,0;4,1;\n90;2,5;3,05;;\n", &wanted),
        ("time,sample\n0,−4.1\n90,－３.05\n".as_bytes(), &vec![(0, None, -4_100), (90_000, None, -3_050)]),
    ];
    for (bytes, wanted) in cases {
        let text = String::from_utf8_lossy(bytes);
        let found: Vec<_> = points(bytes);
        let near = |found: i32| if found == 3_049 { 3_050 } else { found };
        let found: Vec<_> = found.into_iter().map(|(at, c, s)| (at, c, near(s))).collect();
        assert_eq!(&found, wanted, "{text}");
    }
    let (gbk, _, _) = encoding_rs::GBK.encode("时间,样品温度\n0,4.1\n90,3.05\n");
    assert_eq!(points(&gbk), sample);
    let rows = read(b"time,sample\n1970-01-01T00:00:01Z,4\n1970-01-01T00:00:02Z,4\n").unwrap();
    assert_eq!(rows.started_ms, Some(1_000), "an absolute time says when the curve began");
    assert_eq!(read(b"time,sample\n2026-03-01 10:00:00,4\n").unwrap().started_ms, None);
}

#[test]
fn what_cannot_be_read_is_named_with_line_column_and_value() {
    let refused = |bytes: &[u8]| {
        let problem = read(bytes).expect_err("refused");
        assert_eq!(problem.field.as_deref(), Some("content"));
        let said = |name: &str| problem.params.get(name).map(|value| value.to_string().replace('"', ""));
        let said = ["line", "column", "value"].map(|name| said(name).unwrap_or_default());
        (problem.code.clone(), said.join("|"))
    };
    let cases: [(&[u8], &str, &str); 24] = [
        (b"", "freezing.file_column", "|time|"),
        (b"a,b\n1,2\n", "freezing.file_column", "|time|"),
        (b"time,chamber\n0,4\n", "freezing.file_column", "|sample|"),
        (b"time,sample,Sample temp\n0,4,4\n", "result.file_column_twice", "|Sample temp|"),
        (b"time,sample (F)\n0,4\n", "freezing.file_unit", "|sample (F)|f"),
        (b"time (h),sample\n0,4\n", "freezing.file_unit", "|time (h)|h"),
        (b"time,sample\n", "result.file_empty", "||"),
        (b"time,sample\n0,4\n\n1,cold\n", "freezing.file_cell", "4|sample|cold"),
        (b"time,sample\n0,4\n1,\n", "freezing.file_cell", "3|sample|"),
        (b"time,sample\n0,-300\n", "freezing.file_cell", "2|sample|-300"),
        (b"time,Chamber,sample\n0,4,4\n1,,4\n", "freezing.file_cell", "3|Chamber|"),
        (b"time,sample\n0,4,1\n", "result.file_line", "2||"),
        (b"time,sample,note\n0,4,1,\n", "result.file_line", "2||"),
        (b"time,sample,note\n0,4,x\n1,4,1,x\n", "result.file_line", "3||"),
        (b"time,sample,note\n0,4,\"x\n1,4,x\n2,4,x\"\n", "result.file_line", "2||"),
        (b"time,sample\n0,4\n1,\"4\n\"\n", "result.file_line", "3||"),
        (b"\"time\n(s)\",sample\n0,4\n", "freezing.file_column", "|sample|"),
        (b"time,sample\nsoon,4\n", "freezing.file_moment", "2|time|soon"),
        (b"time,sample\n0:75,4\n", "freezing.file_moment", "2|time|0:75"),
        (b"time,sample\n-1,4\n", "freezing.file_moment", "2|time|-1"),
        (
            b"time,sample\n0,4\n2026-03-01T00:00:00Z,4\n",
            "freezing.file_moment",
            "3|time|2026-03-01T00:00:00Z",
        ),
        (b"time,sample\n5,4\n5,4\n", "freezing.file_time", "3||5"),
        (b"time,sample\n5,4\n4,4\n", "freezing.file_time", "3||4"),
        (b"PK\x03\x04\x00\x00\xff\xff", "result.file_encoding", "||"),
    ];
    for (bytes, code, said) in cases {
        assert_eq!(refused(bytes), (code.to_owned(), said.to_owned()), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(refused(&vec![b'a'; BYTES_MAX + 1]).0, "result.file_size");
    let many: String = (0..=CURVE_POINTS_MAX).map(|row| format!("{row},4\n")).collect();
    assert_eq!(refused(format!("time,sample\n{many}").as_bytes()).0, "result.file_rows");
}
