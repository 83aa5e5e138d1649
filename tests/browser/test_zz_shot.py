from tests.browser.conftest import Visiting
def test_shot(visit: Visiting) -> None:
    v = visit(width=390, height=800)
    for d in ["eu-gber-regional-aid","it-zes-unica-tax-credit","eg-aidp","es-perte-vec-iv","event-shenzhen-2025-overseas-institutions-panel","event-shenzhen-2025-service-panel","event-shenzhen-2025-service-panel-zh"]:
        v.page.goto(f"/documents/{d}")
        v.page.locator("main[aria-busy=false]").wait_for(state="attached")
        for i, t in enumerate(v.page.locator(".table").all()):
            s = t.evaluate("f => [f.scrollWidth, f.clientWidth]")
            print(d, i, s)
            if s[0] > s[1]: t.screenshot(path=f"/tmp/w-{d}-{i}.png")
