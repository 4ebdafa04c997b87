.PHONY: test fix accuracy speed schema lock

test: ## all checks and tests
	python3 bootstrap.py test

fix: ## let ruff mend what it can
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

schema: ## write the committed JSON Schema anew
	.venv/bin/dealterms schema > pipeline/termsheet/termsheet.schema.json

lock: ## resolve the dependencies anew
	.venv/bin/uv lock
	.venv/bin/uv export -q --no-emit-project --no-annotate --no-header -o requirements.txt
	.venv/bin/uv export -q --extra test --no-emit-project --no-annotate --no-header -o requirements-test.txt
