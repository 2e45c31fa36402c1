//! The document engine as other programs read what it writes: pages, text, metadata, QR codes, rare characters.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "support/common.rs"]
mod common;

use common::{extract, fonts, pages, raster, words};
use labels::document::{
    Bilingual, Block, Cell, Column, DocumentData, DocumentModel, DocumentTemplate, Dress, Fact, Languages,
    Row, Seal, Signature, Table, wording,
};
use labels::{BankMode, LabelError, Language, render_document};
use std::path::Path;
use std::process::Command;

const CODE: &str = "CORDKEEP:V1:DOSSIER:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08:\
                    0123456789ABCDEF0123456789ABCDEF:48213:9F86D081884C7D65";

fn model(languages: Languages, blocks: Vec<Block>) -> DocumentModel {
    DocumentModel {
        languages,
        dress: Dress::Report,
        created_utc: "2026-11-21T07:02:09Z".to_owned(),
        title: Bilingual::new("脐带血单位档案", "Unit dossier"),
        issuer: Bilingual::new("广东省脐带血造血干细胞库", "Guangdong Cord Blood Bank"),
        issuer_note: String::new(),
        number: "UD-A999926000123".to_owned(),
        subject: "A999926000123P".to_owned(),
        marks: Vec::new(),
        mode: BankMode::Live,
        footer: vec!["2026-11-21 15:02 +08:00".to_owned()],
        blocks,
    }
}

const BOTH: [Languages; 2] = [Languages::Only(Language::Chinese), Languages::Only(Language::English)];

fn packed(pdf: &[u8]) -> String {
    extract(pdf).chars().filter(|c| !c.is_whitespace()).collect()
}

fn qr(image: &Path) -> Vec<String> {
    let output = Command::new("zbarimg")
        .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(image)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn long_table(rows: usize) -> Block {
    let column = |zh: &str, en: &str| Column { title: Bilingual::new(zh, en), share: 1.0 };
    let row =
        |number: usize| vec![Cell::new(format!("行{number:04}")), Cell::new("广东省妇幼保健院番禺院区产科")];
    Block::Table(Table {
        columns: vec![column("序号", "No."), column("采集机构", "Centre")],
        rows: (1..=rows).map(row).collect(),
        ..Table::default()
    })
}

#[test]
fn a_thousand_rows_break_over_pages_each_with_its_number_and_head() {
    for languages in BOTH {
        let pdf = render_document(&model(languages, vec![long_table(1_000)]), fonts()).unwrap();
        let (count, text) = (pages(&pdf).len(), packed(&pdf));
        assert!(count > 20, "{count}");
        let (head, page) = match languages {
            Languages::Only(Language::English) => ("Centre", format!("Page{count}of{count}")),
            _ => ("采集机构", format!("第{count}页，共{count}页")),
        };
        assert_eq!(text.matches(head).count(), count);
        assert!(text.contains(&page), "{page}");
        for number in 1..=1_000 {
            assert_eq!(text.matches(&format!("行{number:04}")).count(), 1);
        }
    }
}

#[test]
fn one_language_says_nothing_in_the_other() {
    let blocks = || {
        let fact = Fact::new(Bilingual::new("净血量", "Net volume"), "86 mL");
        vec![Block::Heading(Bilingual::new("采集", "Collection")), Block::Facts(vec![fact])]
    };
    let chinese = packed(&render_document(&model(BOTH[0], blocks()), fonts()).unwrap());
    assert!(chinese.contains("净血量") && !chinese.contains("Net") && !chinese.contains("Page"));
    let english = packed(&render_document(&model(BOTH[1], blocks()), fonts()).unwrap());
    assert!(english.contains("Netvolume") && !english.contains("净血量") && !english.contains('第'));
}

#[test]
fn the_code_reads_as_it_was_written_and_takes_no_part_in_the_digest() {
    let seal = Seal {
        text: CODE.to_owned(),
        hint: Bilingual::new("核验", "To verify"),
        facts: vec![Fact::new(Bilingual::new("链上位置", "Chain position"), "GZ-LAB-01 #48213")],
    };
    for languages in BOTH {
        let sealed = model(languages, vec![long_table(60), Block::Seal(seal.clone())]);
        let images = raster(&render_document(&sealed, fonts()).unwrap(), "sealed", 200);
        assert_eq!(qr(images.last().unwrap()), [CODE]);
        let plain = model(languages, vec![long_table(60)]);
        assert_eq!(wording(&sealed), wording(&plain));
        let mut other = plain.clone();
        other.number.push('1');
        assert_ne!(wording(&other), wording(&plain));
    }
}

#[test]
fn the_file_says_title_author_language_and_moment_of_itself() {
    for (languages, title, author, tag) in [
        (BOTH[0], "脐带血单位档案 UD-A999926000123", "广东省脐带血造血干细胞库", "zh-CN"),
        (BOTH[1], "Unit dossier UD-A999926000123", "Guangdong Cord Blood Bank", "en"),
    ] {
        let pdf = render_document(&model(languages, vec![long_table(3)]), fonts()).unwrap();
        let file = common::folder().join(format!("about-{tag}.pdf"));
        std::fs::write(&file, &pdf).unwrap();
        let told = |args: &[&str]| {
            let output = Command::new("pdfinfo").env("TZ", "UTC").args(args).arg(&file).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let info = told(&[]);
        for wanted in [title, author, "Sat Nov 21 07:02:09 2026"] {
            assert!(info.contains(wanted), "{wanted} in {info}");
        }
        let xmp = told(&["-meta"]);
        for wanted in [title, author, &format!("<rdf:li>{tag}</rdf:li>"), "2026-11-21T07:02:09Z"] {
            assert!(xmp.contains(wanted), "{wanted} in {xmp}");
        }
        let fonts = Command::new("pdffonts").arg(&file).output().unwrap();
        for line in String::from_utf8(fonts.stdout).unwrap().lines().skip(2) {
            assert!(
                line.contains("yes yes yes") || line.contains("yes no  yes"),
                "embedded, with text: {line}"
            );
        }
        // The same words give the same bytes.
        assert_eq!(render_document(&model(languages, vec![long_table(3)]), self::fonts()).unwrap(), pdf);
    }
}

#[test]
fn rare_names_are_printed_or_refused_by_character() {
    let named = |name: &str| {
        let signature = Signature { name: name.to_owned(), ..Signature::default() };
        render_document(&model(BOTH[0], vec![Block::Signatures(vec![signature])]), fonts())
    };
    let text = packed(&named("陈𠮷祥 何㛃 李龘 㐂").unwrap());
    for name in ["陈𠮷祥", "何㛃", "李龘", "㐂"] {
        assert!(text.contains(name), "{name} in {text}");
    }
    let error = named("王\u{2A6A5}").unwrap_err();
    let LabelError::Character { character, text } = &error else { panic!("{error}") };
    assert_eq!((*character, text.as_str(), error.code()), ('\u{2A6A5}', "王\u{2A6A5}", "font.character"));
    assert_eq!(error.params()[1].1, "U+2A6A5");
}

#[test]
fn the_longest_names_stay_within_their_columns_and_the_page() {
    let name = "广东省妇幼保健院番禺院区产科采集点（大学城分部）阿卜杜拉·买买提江·伊布拉音";
    let english = "Guangdong Women and Children Hospital, Panyu District, Obstetrics Collection Point No. 12";
    for (languages, name) in [(BOTH[0], name), (BOTH[1], english)] {
        let fact = |label: &str| Fact {
            was: vec![name.to_owned()],
            ..Fact::new(Bilingual::new(label, label), name)
        };
        let column = |_| Column { title: Bilingual::new("机构", "Institution"), share: 1.0 };
        let cell = Cell { was: vec![name.to_owned()], note: name.to_owned(), ..Cell::new(name) };
        let table =
            Table { columns: (0..6).map(column).collect(), rows: vec![vec![cell; 6]], ..Table::default() };
        let signature = Signature { name: name.to_owned(), ..Signature::default() };
        let blocks = vec![
            Block::Facts(vec![fact("甲"), fact("乙")]),
            Block::Table(table),
            Block::Signatures(vec![signature.clone(), signature]),
            Block::SignHere(vec![Bilingual::new(name, name), Bilingual::new(name, name)]),
        ];
        for dress in [Dress::Report, Dress::Certificate] {
            let model = DocumentModel { dress, ..model(languages, blocks.clone()) };
            let pdf = render_document(&model, fonts()).unwrap();
            for (left, right, word) in words(&pdf) {
                assert!(left >= 16.9 && right <= 193.2, "{left} {right} {word}");
            }
        }
    }
}

#[test]
fn templates_say_where_they_are_wrong_and_fill_what_they_ask_for() {
    let wrong =
        DocumentTemplate::parse("x", r#"{"title": {"zh": "甲", "en": "A"}, "parts": [{"table": {}}]}"#);
    let LabelError::Template { template, reason, .. } = wrong.unwrap_err() else { panic!("another error") };
    assert_eq!(template, "x");
    assert!(reason.contains("rows"), "{reason}");
    let json = r#"{
        "title": {"zh": "甲", "en": "A"},
        "parts": [
            {"when": "known", "paragraph": {"zh": "{{name}}女士", "en": "To {{name}}"}},
            {"when": "unknown", "paragraph": {"zh": "无名", "en": "nobody"}},
            {"table": {"rows": "units", "columns": [{"name": "din", "title": {"zh": "号", "en": "No."}, "share": 1}]}}
        ]
    }"#;
    let template = DocumentTemplate::parse("x", json).unwrap();
    let mut data = DocumentData::default();
    data.fact("name", "张三");
    data.conditions.insert("known");
    data.tables.insert("units", vec![Row::from([("din", Cell::new("A1"))])]);
    let filled = template.fill(data, model(BOTH[1], Vec::new()));
    assert_eq!(filled.blocks.len(), 2);
    let text = wording(&filled);
    assert!(text.contains("To 张三") && text.contains("A1") && !text.contains("nobody"), "{text}");
}

/// What each document asks for and says, in both languages.
#[test]
fn every_shipped_template_reads_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/documents");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let template = DocumentTemplate::parse(&name, &std::fs::read_to_string(&path).unwrap()).unwrap();
        for languages in BOTH {
            let filled = template.fill(DocumentData::default(), model(languages, Vec::new()));
            let text = packed(
                &render_document(
                    &DocumentModel { blocks: without_seal(filled.blocks), ..model(languages, Vec::new()) },
                    fonts(),
                )
                .unwrap(),
            );
            assert!(text.len() > 40, "{name}");
            let has_chinese = wording(&template.fill(DocumentData::default(), english_frame()))
                .chars()
                .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(!has_chinese, "{name} has Chinese among its English words");
        }
        count += 1;
    }
    assert_eq!(count, 6);
}

fn without_seal(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter(|block| !matches!(block, Block::Seal(_))).collect()
}

fn english_frame() -> DocumentModel {
    DocumentModel { issuer: Bilingual::default(), ..model(BOTH[1], Vec::new()) }
}
