"""The page about the API in a browser."""


def test_the_page_about_the_api_loads_nothing_foreign_and_its_examples_answer(browser, url):
    page = browser.new_page()
    asked = []
    said = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{url}api")
    links = page.eval_on_selector_all("code a", "found => found.map((a) => a.href)")
    answers = [page.request.head(link).status for link in links if "data." not in link]
    page.close()

    assert all(one.startswith(url) for one in asked)
    assert said == []
    assert len(answers) > 8
    assert set(answers) == {200}
