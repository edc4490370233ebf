//! The history of a score: a line in steps over the levels of standing, and the same figures as a table.
//!
//! The line is stretched to the available width. Labels are placed by percentages and keep their size, so that the
//! drawing is as legible on a phone as on a wide screen.

use super::exact;
use domain::calendar::Day;
use domain::reputation::{Rating, Tenths};
use leptos::prelude::*;
use std::fmt::Write as _;

/// Top of the scale, in points.
const TOP: i32 = 1_000;

/// Chart and table; nothing for a score that has not changed yet.
pub fn history(figures: &[(Day, Tenths)], today: Day) -> impl IntoView + use<> {
    let (first, last) = (figures.first().copied()?, figures.last().copied()?);
    if figures.len() < 2 {
        return None;
    }
    let span = today.max(last.0).0 - first.0.0;
    let line = steps(figures, span);
    let levels = levels();
    let lines = levels.iter().map(|(from, _)| {
        let y = percent(Tenths::points(*from));
        view! { <line class="level" x1="0" x2="100%" y1=y.clone() y2=y></line> }
    });
    let numbers = levels.iter().map(|(from, _)| {
        let y = percent(Tenths::points(*from));
        view! { <text class="level-number" x="100%" dx="-8" y=y dy=".35em">{*from}</text> }
    });
    let tops = levels.iter().skip(1).map(|(from, _)| *from).chain([TOP]);
    let names = levels.iter().zip(tops).map(|((from, name), top)| {
        let y = percent(Tenths::points((from + top) / 2));
        view! { <text x="0" y=y dy=".35em">{*name}</text> }
    });
    let told = format!(
        "The score from {} on {} to {} on {}; the figures follow in a table",
        exact(first.1),
        first.0,
        exact(last.1),
        last.0
    );
    let rows = figures.iter().rev().map(|(day, score)| {
        view! { <tr><th scope="row">{day.to_string()}</th><td class="number">{exact(*score)}</td></tr> }
    });
    Some(view! {
        <h2>"History"</h2>
        <figure class="figure chart">
            <figcaption>"Points at the end of each day"</figcaption>
            <div class="chart-sheet">
                <svg class="chart-scale" aria-hidden="true">{numbers.collect_view()}{names.collect_view()}</svg>
                <svg class="chart-plot" role="img" aria-label=told>
                    {lines.collect_view()}
                    <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none">
                        <path class="score" d=line></path>
                    </svg>
                    <circle class="now" cx="100%" cy=percent(last.1) r="5"></circle>
                </svg>
                <p class="chart-dates" aria-hidden="true"><span>{first.0.to_string()}</span><span>"Today"</span></p>
            </div>
            <details class="corrections">
                <summary>"The same as a table"</summary>
                <div class="scroll" role="region" aria-label="Points by day" tabindex="0">
                    <table>
                        <thead><tr><th scope="col">"Day"</th><th scope="col" class="number">"Points"</th></tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    })
}

/// How far down the chart a score lies.
fn percent(score: Tenths) -> String {
    let down = (TOP * 10 - score.0).clamp(0, TOP * 10);
    format!("{}.{:02}%", down / 100, down % 100)
}

/// The line until today: flat between days, with a step up or down at each.
fn steps(figures: &[(Day, Tenths)], span: i32) -> String {
    let first = figures.first().map_or(0, |(day, _)| day.0);
    let x = |day: Day| i64::from(day.0 - first) * 1_000 / i64::from(span.max(1));
    let y = |score: Tenths| (TOP - score.whole()).clamp(0, TOP);
    let mut line = String::new();
    for (number, (day, score)) in figures.iter().enumerate() {
        let _ = match number {
            0 => write!(line, "M0 {}", y(*score)),
            _ => write!(line, "H{}V{}", x(*day), y(*score)),
        };
    }
    line.push_str("H1000");
    line
}

/// The points at which each level of standing starts, the lowest first, with its name. Taken from the rating itself.
fn levels() -> Vec<(i32, &'static str)> {
    let mut levels: Vec<(i32, &'static str)> = Vec::new();
    for points in 0..=TOP {
        let label = Rating::of(Tenths::points(points)).label();
        if levels.last().is_none_or(|(_, last)| *last != label) {
            levels.push((points, label));
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_in_steps_until_today() {
        let figures = [(Day(100), Tenths::points(500)), (Day(110), Tenths::points(600)), (Day(150), Tenths(5_505))];
        assert_eq!(steps(&figures, 100), "M0 500H100V400H500V450H1000");
        assert_eq!(steps(&figures[..1], 0), "M0 500H1000");
    }

    #[test]
    fn levels_are_those_of_the_rating() {
        let from: Vec<i32> = levels().into_iter().map(|(from, _)| from).collect();
        assert_eq!(from, [0, 200, 400, 600, 750, 900]);
        assert_eq!([percent(Tenths::points(900)), percent(Tenths(5_005))], ["10.00%", "49.95%"]);
    }
}
